import { css } from '../../markup/style/css.ts'

/** A card: photo and picture upon each other, and the facts below. What is off the screen is not painted, nor decoded. */
export const CARDS: string = css`
  #cards {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr));
    gap: 20px;
    align-items: start;
    max-width: 120rem;
    margin: 0 auto;
    padding: 20px 24px 48px;
  }
  .card {
    overflow: clip;
    background: var(--card);
    border: 1px solid var(--line);
    border-radius: 14px;
    box-shadow: var(--shadow);
    content-visibility: auto;
    contain-intrinsic-size: auto 480px;
  }
  .card[hidden] {
    display: none;
  }
  .frame {
    --at: 50%;
    position: relative;
    aspect-ratio: 4 / 3;
    overflow: hidden;
  }
  .photo,
  .cut {
    position: absolute;
    inset: 0;
  }
  .photo {
    background: color-mix(in srgb, var(--page) 60%, var(--card));
    clip-path: inset(0 calc(100% - var(--at)) 0 0);
  }
  .cut {
    background: conic-gradient(var(--check-a) 25%, var(--check-b) 0 50%, var(--check-a) 0 75%, var(--check-b) 0) 0 0 /
      20px 20px;
    clip-path: inset(0 0 0 var(--at));
  }
  .alone .cut {
    clip-path: none;
  }
  [data-backdrop='light'] .cut {
    background: var(--light);
  }
  [data-backdrop='dark'] .cut {
    background: var(--dark);
  }
  .frame img {
    width: 100%;
    height: 100%;
    padding: 12px;
    object-fit: contain;
  }
  .frame i,
  .frame.none {
    display: grid;
    height: 100%;
    place-items: center;
    color: var(--quiet);
  }
  .frame.none {
    height: 6rem;
    aspect-ratio: auto;
    background: repeating-linear-gradient(-45deg, var(--page) 0 8px, var(--card) 8px 16px);
  }
  .card > header {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 2px 10px;
    align-items: baseline;
    padding: 12px 16px 0;
    border-top: 1px solid var(--line);
  }
  h2 {
    overflow: hidden;
    font-size: 15px;
    font-weight: 620;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .directives {
    grid-row: 2;
    grid-column: 1 / -1;
    color: var(--quiet);
    overflow-wrap: anywhere;
  }
  .status:is(span) {
    padding: 1px 8px;
    font-size: 12px;
    border: 1px solid var(--line);
    border-radius: 99px;
    color: var(--quiet);
    white-space: nowrap;
  }
  span.paid {
    color: var(--accent-ink);
    background: var(--accent);
    border-color: var(--accent);
  }
  span.local,
  span.found {
    color: var(--accent);
    border-color: currentcolor;
  }
  span.missing {
    color: var(--bad);
    border-color: currentcolor;
  }
  .doubt,
  .note {
    margin: 10px 16px 0;
    overflow-wrap: anywhere;
  }
  .doubt {
    padding: 8px 12px;
    color: var(--warn);
    background: var(--warn-ground);
    border-radius: 8px;
  }
  .note {
    color: var(--quiet);
    white-space: pre-line;
  }
  [data-status='missing'] .note {
    color: var(--bad);
  }
  .card dl {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    padding: 10px 16px 14px;
  }
  dt {
    color: var(--quiet);
    font-size: 11.5px;
  }
  dd {
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  .wide {
    flex-basis: 100%;
  }
  .mention code {
    color: var(--quiet);
  }
  @media (max-width: 720px) {
    #cards {
      padding: 16px 16px 32px;
    }
  }
`
