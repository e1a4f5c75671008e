import { css } from '../../markup/style/css.ts'

/** The page around the cards: totals at its top, and what the tools have that those of other pages have not. */
export const FRAME: string = css`
  .top {
    max-width: 120rem;
    margin: 0 auto;
    padding: 20px 24px 8px;
  }
  .title p {
    color: var(--quiet);
  }
  .totals {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
    margin-top: 14px;
  }
  .totals div {
    display: flex;
    flex-direction: column-reverse;
    min-width: 92px;
    padding: 8px 14px 9px;
    background: var(--card);
    border: 1px solid var(--line);
    border-radius: 10px;
  }
  .totals dd {
    font-size: 19px;
    font-weight: 620;
    letter-spacing: -0.01em;
  }
  .tools {
    justify-content: flex-start;
  }
  .order,
  .all {
    display: flex;
    gap: 8px;
    align-items: center;
    color: var(--quiet);
  }
  .order select {
    padding: 5px 8px;
    font: inherit;
    color: var(--ink);
    background: var(--card);
    border: 1px solid var(--line);
    border-radius: 8px;
  }
  .all input {
    width: 110px;
    accent-color: var(--accent);
  }
  #count {
    margin-left: auto;
    color: var(--quiet);
    font-variant-numeric: tabular-nums;
  }
  .empty,
  .empty-choice {
    display: none;
    margin: 16vh auto 0;
    padding: 0 24px;
    color: var(--quiet);
    text-align: center;
  }
  #cards:empty ~ .empty {
    display: block;
  }
  #cards:not(:empty, :has(.card:not([hidden]))) ~ .empty-choice {
    display: block;
  }
  @media (max-width: 720px), (max-height: 560px) {
    .top {
      padding: 16px 16px 4px;
    }
    .bar {
      position: static;
      padding: 12px 16px;
    }
  }
`
