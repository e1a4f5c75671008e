import { css } from './css.ts'

/** Colours of pages, by day and by night: as the system has it, or as `data-scheme` of the root says. */
export const COLOURS: string = css`
  :root {
    color-scheme: light dark;
    --page: light-dark(#f3f3f1, #121316);
    --card: light-dark(#fff, #1b1d21);
    --line: light-dark(#e1e1dd, #2d3036);
    --ink: light-dark(#1b1c1e, #ececee);
    --quiet: light-dark(#63666c, #9da1a9);
    --accent: light-dark(#0b7a70, #5ccfc0);
    --accent-ink: light-dark(#fff, #08201d);
    --warn: light-dark(#7a5200, #f2c667);
    --warn-ground: light-dark(#fff3d6, #332811);
    --bad: light-dark(#9c2718, #ff9f90);
    --bad-ground: light-dark(#fdece8, #3a1a16);
    --check-a: light-dark(#fff, #4b4e55);
    --check-b: light-dark(#d9dbdf, #3b3e45);
    --light: #fff;
    --dark: #16191d;
    --custom: #f2c14e;
    --shadow: 0 1px 2px light-dark(#0000000d, #0000), 0 4px 16px light-dark(#0000000a, #0000);
  }
  :root[data-scheme='light'] {
    color-scheme: light;
  }
  :root[data-scheme='dark'] {
    color-scheme: dark;
  }
`
