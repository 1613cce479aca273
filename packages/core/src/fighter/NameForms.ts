/** Initials of fewer words are no abbreviation that people use. */
const initialWords = 3

const article = "the "

/** Pairs of words that are written for each other. */
const equals: ReadonlyArray<readonly [string, string]> = [
  ["st", "saint"],
  ["jr", "junior"],
  ["sr", "senior"],
  ["ii", "2nd"]
]

const particles = new Set(
  "de da do dos das di del della la le van von der den el al bin st saint jr sr ii iii iv junior senior".split(" ")
)

/** The functions here are of folded texts. */
export const withoutArticle = (text: string): string => (text.startsWith(article) ? text.slice(article.length) : text)

/** "gsp" of "georges st pierre"; null for fewer than three words. */
export const initialsOf = (text: string): string | null => {
  const words = text.split(" ")
  return words.length < initialWords ? null : words.map((word) => word.slice(0, 1)).join("")
}

/** The name with "saint" for "st", "junior" for "jr", or the other way round. */
export const otherForms = (name: string): ReadonlyArray<string> =>
  equals.flatMap(([short, long]) => {
    const words = name.split(" ")
    const form = words.map((word) => (word === short ? long : word === long ? short : word)).join(" ")
    return form === name ? [] : [form]
  })

/** The name in one word, with the last name last and first: Korean names are written both ways, and "DooHo" too. */
export const joinedForms = (name: string): ReadonlyArray<string> => {
  const words = name.split(" ")
  return [...new Set([words.join(""), [...words.slice(-1), ...words.slice(0, -1)].join("")])]
}

/** Without the small words of names, and without "Jr." and numbers. */
export const withoutParticles = (name: string): string =>
  name
    .split(" ")
    .filter((word) => !particles.has(word))
    .join(" ")
