import { css } from '../../markup/style/css.ts'

/** The page around the cards: the custom backdrop, and what is said where there are no cards. */
export const FRAME: string = css`
  .backdrop [value='custom'] + span {
    --swatch: var(--custom);
  }
  #colour {
    width: 34px;
    height: 32px;
    padding: 3px;
    background: var(--card);
    border: 1px solid var(--line);
    border-radius: 8px;
    cursor: pointer;
  }
  .empty,
  .empty-choice {
    display: none;
    max-width: 32em;
    margin: 18vh auto 0;
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
  @media (max-width: 720px) {
    .bar {
      position: static;
      padding: 12px 16px;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .at-work {
      animation: breathe 1.6s ease-in-out infinite alternate;
    }
    .card.fresh {
      animation: arrive 1.2s ease-out;
    }
    @keyframes breathe {
      from {
        opacity: 1;
      }
      to {
        opacity: 0.45;
      }
    }
    @keyframes arrive {
      from {
        box-shadow: 0 0 0 3px var(--accent);
      }
    }
  }
`
