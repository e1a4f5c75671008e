import { css } from '../../markup/style/css.ts'

/** The viewer: a picture and its photo upon each other, with a curtain between them. */
export const VIEWER: string = css`
  #viewer {
    width: min(1180px, 96vw);
    max-height: 96vh;
    padding: 0;
    color: inherit;
    background: var(--card);
    border: 1px solid var(--line);
    border-radius: 16px;
    box-shadow: 0 24px 80px #0006;
  }
  #viewer::backdrop {
    background: #0a0b0da6;
  }
  #viewer > header {
    display: flex;
    gap: 8px;
    align-items: center;
    padding: 14px 18px;
  }
  #viewer > header div {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    gap: 2px 12px;
    align-items: baseline;
    min-width: 0;
  }
  #viewer button {
    width: 36px;
    height: 36px;
    font: inherit;
    font-size: 16px;
    color: inherit;
    background: none;
    border: 1px solid var(--line);
    border-radius: 9px;
    cursor: pointer;
  }
  #viewer button:hover {
    background: var(--page);
  }
  #viewer button:disabled {
    opacity: 0.35;
    cursor: default;
  }
  .stage {
    display: grid;
    place-items: center;
    padding: 0 18px;
  }
  .frame {
    --at: 50%;
    position: relative;
    width: min(100%, 64vh * var(--ratio, 1));
    aspect-ratio: var(--ratio, 1);
    overflow: hidden;
    border-radius: 8px;
  }
  .frame .cut {
    background: none;
  }
  .frame img {
    position: absolute;
    width: 100%;
    height: 100%;
  }
  .frame .cut {
    clip-path: inset(0 0 0 var(--at));
  }
  .frame .photo {
    object-fit: contain;
  }
  #viewer dl {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 28px;
    padding: 14px 18px 18px;
  }
  #viewer .wide {
    flex: 1 1 12rem;
  }
`
