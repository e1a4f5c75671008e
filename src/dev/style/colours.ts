import { css } from './css.ts'

/** Colours of the gallery, by day and by night. */
export const COLOURS: string = css`
  :root {
    color-scheme: light dark;
    --page: #f3f3f1;
    --card: #fff;
    --line: #e1e1dd;
    --ink: #1b1c1e;
    --quiet: #63666c;
    --accent: #0b7a70;
    --accent-ink: #fff;
    --warn: #7a5200;
    --warn-ground: #fff3d6;
    --bad: #9c2718;
    --bad-ground: #fdece8;
    --check-a: #fff;
    --check-b: #d9dbdf;
    --light: #fff;
    --dark: #16191d;
    --custom: #f2c14e;
    --shadow: 0 1px 2px #0000000d, 0 4px 16px #0000000a;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --page: #121316;
      --card: #1b1d21;
      --line: #2d3036;
      --ink: #ececee;
      --quiet: #9da1a9;
      --accent: #5ccfc0;
      --accent-ink: #08201d;
      --warn: #f2c667;
      --warn-ground: #332811;
      --bad: #ff9f90;
      --bad-ground: #3a1a16;
      --check-a: #4b4e55;
      --check-b: #3b3e45;
      --shadow: none;
    }
  }
`
