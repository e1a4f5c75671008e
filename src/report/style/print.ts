import { css } from '../../markup/style/css.ts'

/** On paper: all cards that are chosen, without the tools, each on one page. */
export const PRINT: string = css`
  @media print {
    :root {
      color-scheme: light;
    }
    body {
      background: none;
    }
    .tools,
    .rail::after {
      display: none;
    }
    .top {
      padding: 0;
    }
    #cards {
      grid-template-columns: repeat(3, 1fr);
      gap: 10px;
      padding: 10px 0;
    }
    .card {
      break-inside: avoid;
      box-shadow: none;
      content-visibility: visible;
    }
    .frame {
      print-color-adjust: exact;
    }
  }
`
