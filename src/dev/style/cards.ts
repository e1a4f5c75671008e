import { css } from '../../markup/style/css.ts'

/** A card: photo and picture side by side, and the facts below. */
export const CARDS: string = css`
  #cards {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 25rem), 1fr));
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
    contain-intrinsic-size: auto 380px;
  }
  .card[hidden] {
    display: none;
  }
  .panes {
    display: grid;
    grid-template-columns: 1fr 1fr;
    width: 100%;
    padding: 0;
    color: inherit;
    font: inherit;
    background: none;
    border: 0;
  }
  button.panes {
    cursor: zoom-in;
  }
  button.panes:focus-visible {
    outline-offset: -3px;
    border-radius: 13px 13px 0 0;
  }
  .pane {
    position: relative;
    display: grid;
    aspect-ratio: 1;
    min-width: 0;
    place-items: center;
    overflow: hidden;
  }
  .pane img {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    padding: 12px;
    object-fit: contain;
  }
  .pane.photo {
    background: color-mix(in srgb, var(--page) 60%, var(--card));
  }
  .cut,
  .frame {
    background: conic-gradient(var(--check-a) 25%, var(--check-b) 0 50%, var(--check-a) 0 75%, var(--check-b) 0) 0 0 /
      20px 20px;
  }
  [data-backdrop='light'] :is(.pane.cut, .frame) {
    background: var(--light);
  }
  [data-backdrop='dark'] :is(.pane.cut, .frame) {
    background: var(--dark);
  }
  [data-backdrop='custom'] :is(.pane.cut, .frame) {
    background: var(--custom);
  }
  .none {
    padding: 12px;
    color: var(--quiet);
    border-left: 1px solid var(--line);
  }
  .absent,
  .broken::after {
    padding: 12px;
    color: var(--quiet);
    text-align: center;
  }
  .broken img {
    display: none;
  }
  .broken::after {
    content: 'The browser can’t show this file';
  }
  .card > header {
    display: flex;
    flex-wrap: wrap;
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
  }
  .directives {
    color: var(--quiet);
    overflow-wrap: anywhere;
  }
  .origin {
    margin-left: auto;
    padding: 1px 8px;
    font-size: 12px;
    border: 1px solid var(--line);
    border-radius: 99px;
    color: var(--quiet);
  }
  .origin.paid {
    color: var(--accent-ink);
    background: var(--accent);
    border-color: var(--accent);
  }
  .origin.made {
    color: var(--accent);
    border-color: currentcolor;
  }
  .card dl {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 20px;
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
  .doubt {
    margin: 10px 16px 0;
    padding: 8px 12px;
    color: var(--warn);
    background: var(--warn-ground);
    border-radius: 8px;
    overflow-wrap: anywhere;
  }
  .failure {
    align-self: stretch;
    padding: 16px;
    color: var(--bad);
    background: var(--bad-ground);
    overflow-wrap: anywhere;
  }
  .failure p {
    white-space: pre-line;
  }
  .failure p + p {
    margin-top: 6px;
  }
  .card[data-state='failed'] {
    border-color: color-mix(in srgb, var(--bad) 55%, var(--line));
  }
  .card[data-state='doubtful'] {
    border-color: color-mix(in srgb, var(--warn) 45%, var(--line));
  }
`
