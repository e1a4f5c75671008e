import { css } from './css.ts'

/** The curtain between a photo and its picture: a slider over both that can't be seen, the rail it moves, and what is on either side. */
export const CURTAIN: string = css`
  .rail {
    position: absolute;
    top: 0;
    bottom: 0;
    left: var(--at);
    width: 2px;
    margin-left: -1px;
    background: #fff;
    box-shadow: 0 0 0 1px #0005;
    pointer-events: none;
  }
  .rail::after {
    position: absolute;
    top: 50%;
    left: 50%;
    display: grid;
    width: 38px;
    height: 38px;
    margin: -19px;
    place-items: center;
    content: '◂ ▸';
    font-size: 12px;
    color: #1b1c1e;
    background: #fff;
    border-radius: 50%;
    box-shadow: 0 1px 6px #0006;
  }
  .curtain {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    opacity: 0;
    cursor: ew-resize;
  }
  .curtain:focus-visible + .rail::after {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  .end {
    position: absolute;
    top: 10px;
    left: 10px;
    padding: 2px 9px;
    color: #fff;
    font-size: 12px;
    background: #0009;
    border-radius: 99px;
    pointer-events: none;
  }
  .end:last-child {
    right: 10px;
    left: auto;
  }
`
