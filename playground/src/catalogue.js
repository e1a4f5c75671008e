import sneaker from '../photos/canvas-sneaker.jpg?matting&center&padding=0x200'
import candle from '../photos/scented-candle.jpg?matting&center'
import handWash from '../photos/hand-wash-bottle.jpg?matting&center&padding=150x0'
import handbag from '../photos/leather-handbag.jpg?matting&center'
import headphones from '../photos/studio-headphones.jpg?matting&center'
import lamp from '../photos/table-lamp.jpg?matting&center&padding=150x0'
import mug from '../photos/stoneware-mug.jpg?matting&center'
import speakerHero from '../photos/felt-speaker.jpg?matting'
import speaker from '../photos/felt-speaker.jpg?matting&center&padding=0x150'
import stool from '../photos/oak-stool.jpg?matting&center&padding=150x0'
import teapot from '../photos/iron-teapot.jpg?matting&center'
import vase from '../photos/bud-vase.jpg?matting&center&padding=150x0'
import watch from '../photos/field-watch.jpg?matting&center'

export const hero = { name: 'Pebble Speaker', picture: speakerHero }

export const products = [
  {
    name: 'Harbour Canvas Sneaker',
    price: '¥329',
    blurb: 'Brick-red cotton canvas on a vulcanised sole, made to soften with every walk.',
    tint: '#f3ddd2',
    picture: sneaker,
  },
  {
    name: 'Tidal Stoneware Mug',
    price: '¥98',
    blurb: 'Thrown by hand, dipped twice: oat above, slate blue below. Holds 350 ml.',
    tint: '#c9d6e0',
    picture: mug,
  },
  {
    name: 'Rowan Top-Handle Bag',
    price: '¥1,590',
    blurb: 'Pebbled calfskin with one firm handle, cut from a single hide.',
    tint: '#efe3d0',
    picture: handbag,
  },
  {
    name: 'Contralto Headphones',
    price: '¥1,280',
    blurb: 'Saddle-brown leather, spun-brass dials and thirty hours between charges.',
    tint: '#dcd3c8',
    picture: headphones,
  },
  {
    name: 'Fluted Table Lamp',
    price: '¥689',
    blurb: 'A ribbed celadon base under natural linen, for the corner where you read.',
    tint: '#2f3b3a',
    picture: lamp,
  },
  {
    name: 'Meridian Field Watch',
    price: '¥1,890',
    blurb: 'A 38 mm brushed case, a quiet black dial and a strap that ages well.',
    tint: '#d9e2d4',
    picture: watch,
  },
  {
    name: 'Kettle-Black Teapot',
    price: '¥368',
    blurb: 'Cast iron with a hobnail skin that keeps oolong warm for an hour.',
    tint: '#e8c9a0',
    picture: teapot,
  },
  {
    name: 'Pebble Speaker',
    price: '¥599',
    blurb: 'Room-filling sound behind woven wool, small enough for a windowsill.',
    tint: '#f0d9d9',
    picture: speaker,
  },
  {
    name: 'Ripple Vase',
    price: '¥219',
    blurb: 'A matte bisque vase with a spiral rib, happiest with a single stem.',
    tint: '#b9c7b4',
    picture: vase,
  },
  {
    name: 'Cedar & Smoke Candle',
    price: '¥168',
    blurb: 'Soy wax in a matte tumbler, sixty hours of cedar, birch and smoke.',
    tint: '#e9e2d6',
    picture: candle,
  },
  {
    name: 'Three-Rung Oak Stool',
    price: '¥560',
    blurb: 'Solid oak, pegged rather than screwed, with a seat carved to sit in.',
    tint: '#d3dee4',
    picture: stool,
  },
  {
    name: 'Field Hand Wash',
    price: '¥128',
    blurb: 'Fig, vetiver and sea salt in a refillable bottle. Kind to hands that cook.',
    tint: '#f2d7cf',
    picture: handWash,
  },
]
