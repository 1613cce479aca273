const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" })

/** What takes two columns on a terminal: Hangul, kana, ideographs, their punctuation, and emoji. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u

const none = /^[\p{Cc}\p{Cf}\p{M}]*$/u

const widthOf = (grapheme: string): number => (wide.test(grapheme) ? 2 : none.test(grapheme) ? 0 : 1)

/** The columns that a text takes where every letter takes one, and every East Asian one two. */
export const textWidth = (text: string): number =>
  Iterator.from(graphemes.segment(text)).reduce((sum, { segment }) => sum + widthOf(segment), 0)

/** The text where it has at most so many columns, else its beginning and "…". No grapheme is cut. */
export const clipped = (text: string, columns: number): string => {
  if (textWidth(text) <= columns) return text
  let kept = ""
  let width = 0
  for (const { segment } of graphemes.segment(text)) {
    width += widthOf(segment)
    if (width > columns - 1) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}

/** The text and spaces, so many columns together. */
export const padded = (text: string, columns: number): string =>
  text + " ".repeat(Math.max(0, columns - textWidth(text)))
