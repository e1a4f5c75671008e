/** Preloaded into a process, sets its clock back by a year. */
const YEAR = 365 * 24 * 60 * 60 * 1000
const RealDate = Date

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    if (parts.length > 0) super(...parts)
    else super(RealDate.now() - YEAR)
  }

  static now() {
    return RealDate.now() - YEAR
  }
}
