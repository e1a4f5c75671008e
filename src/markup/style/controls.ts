import { css } from './css.ts'

/** What pages have in common: their text, the bar at their top, and the tools in it. */
export const CONTROLS: string = css`
  * {
    box-sizing: border-box;
  }
  html {
    scrollbar-gutter: stable;
  }
  body {
    margin: 0;
    background: var(--page);
    color: var(--ink);
    font:
      14px/1.45 system-ui,
      sans-serif;
  }
  h1,
  h2,
  p,
  dl,
  dd,
  fieldset {
    margin: 0;
    padding: 0;
  }
  code {
    font:
      12.5px/1.4 ui-monospace,
      monospace;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .bar {
    position: sticky;
    top: 0;
    z-index: 1;
    display: flex;
    flex-wrap: wrap;
    gap: 10px 24px;
    align-items: center;
    justify-content: space-between;
    padding: 12px 24px;
    background: var(--page);
    border-bottom: 1px solid var(--line);
  }
  .title {
    display: flex;
    flex-wrap: wrap;
    gap: 0 14px;
    align-items: baseline;
  }
  h1 {
    font-size: 18px;
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  #summary {
    color: var(--quiet);
    font-variant-numeric: tabular-nums;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 10px 18px;
    align-items: center;
  }
  .tools [type='search'] {
    width: 190px;
    padding: 6px 10px;
    font: inherit;
    color: inherit;
    background: var(--card);
    border: 1px solid var(--line);
    border-radius: 8px;
  }
  fieldset {
    display: flex;
    gap: 8px;
    align-items: center;
    min-width: 0;
    border: 0;
  }
  legend {
    float: left;
    color: var(--quiet);
  }
  fieldset label {
    position: relative;
    cursor: pointer;
  }
  fieldset label input {
    position: absolute;
    inset: 0;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  fieldset span {
    display: flex;
    gap: 6px;
    align-items: center;
    padding: 5px 9px;
    border: 1px solid var(--line);
    border-radius: 8px;
    background: var(--card);
  }
  fieldset label:hover span {
    border-color: var(--quiet);
  }
  fieldset input:checked + span {
    border-color: var(--accent);
    box-shadow: inset 0 0 0 1px var(--accent);
  }
  fieldset input:focus-visible + span {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .backdrop span::before {
    width: 14px;
    height: 14px;
    border: 1px solid #8886;
    border-radius: 4px;
    content: '';
    background: var(--swatch);
  }
  .backdrop [value='checks'] + span {
    --swatch: conic-gradient(#fff 25%, #b9bcc2 0 50%, #fff 0 75%, #b9bcc2 0);
  }
  .backdrop [value='light'] + span {
    --swatch: var(--light);
  }
  .backdrop [value='dark'] + span {
    --swatch: var(--dark);
  }
`
