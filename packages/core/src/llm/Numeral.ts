/** How a number is written: as it is, as a share of a hundred, as minutes, or as a clock of minutes and seconds. */
export type NumeralKind = "plain" | "percent" | "minutes" | "clock"

/** A number as a text writes it. */
export interface Numeral {
  /** Letter for letter, without what follows it: "1,204", "62.5", "4:35". */
  readonly text: string
  readonly kind: NumeralKind
  /** Of a clock, the seconds. */
  readonly value: number
  /** How far the number meant may be from the one written: half of its last digit. */
  readonly within: number
}

const clockOrNumber = /(?<!\d)(?:(\d{1,3}):(\d{2})(?!\d|:)|(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?)/g

/** What numbers a list, at the start of its line. */
const marker = /^[ \t]*\d{1,2}[.)](?=\s)/gm

const percent = /^\s?(?:%|％|percent|per cent|퍼센트|프로(?!\p{L}))/u
const minutes = /^[\s-]?(?:min\b|mins\b|minutes?\b|분)/u

/** The numbers in a text written with digits, in their order. What only numbers the lines of a list is none of them. */
export const numeralsIn = (text: string): ReadonlyArray<Numeral> => {
  const words = text.replaceAll(marker, (found) => " ".repeat(found.length))
  return [...words.matchAll(clockOrNumber)].map((match): Numeral => {
    const [written, min, sec, whole = "", fraction = ""] = match
    if (min !== undefined && sec !== undefined) {
      return { text: written, kind: "clock", value: Number(min) * 60 + Number(sec), within: 0.5 }
    }
    const rest = words.slice(match.index + written.length, match.index + written.length + 12)
    return {
      text: written,
      kind: percent.test(rest) ? "percent" : minutes.test(rest) ? "minutes" : "plain",
      value: Number(whole.replaceAll(",", "") + fraction),
      within: 0.5 * 10 ** -Math.max(0, fraction.length - 1)
    }
  })
}
