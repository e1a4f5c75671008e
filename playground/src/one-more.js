export { default } from '../photos/stoneware-mug.jpg?matting&padding=120x60'
