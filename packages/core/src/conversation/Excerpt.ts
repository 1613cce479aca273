const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" })

/** How many graphemes are taken between two looks at the room. */
const stride = 256

/** What people take for single letters, emoji of several characters included. */
export const graphemeCount = (text: string): number =>
  Iterator.from(graphemes.segment(text)).reduce((count) => count + 1, 0)

/** The text on one line, without control characters. */
export const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, " ").trim()

/**
 * The text where it fits; else as much of its beginning as fits together with the "…" after it, no grapheme cut. Whatever
 * fits must fit without its end too.
 */
export const excerpt = (text: string, fits: (text: string) => boolean): string => {
  if (fits(text)) return text
  const ends: Array<number> = []
  for (const { index, segment } of graphemes.segment(text)) {
    ends.push(index + segment.length)
    if (ends.length % stride === 0 && !fits(text.slice(0, ends.at(-1)))) break
  }
  const cutAt = (count: number) => `${text.slice(0, ends[count - 1] ?? 0).trimEnd()}…`
  let [least, most] = [0, ends.length]
  while (least < most) {
    const middle = Math.ceil((least + most) / 2)
    if (fits(cutAt(middle))) least = middle
    else most = middle - 1
  }
  return cutAt(least)
}
