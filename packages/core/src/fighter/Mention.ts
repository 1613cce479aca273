import { fold } from "../Fold.ts"

/**
 * What no name goes across: signs other than those within names, ends of lines, dashes between blanks, and full stops
 * but those of "St." and "J.".
 */
const border = /(?<=[\p{L}\p{N}]{3})\.(?=\s)|\s[‐-―-]+\s|[^\p{L}\p{N}\p{M}\s.'’‘ʼ`"_‐-―-]+|[\r\n]+/u

const possessive = /['’‘ʼ`]s(?![\p{L}\p{N}])/giu

/** What Korean writes onto a name: "fighter", a particle, and one that marks the topic, or "also" or "only". */
const particles =
  /^(?:선수)?(?:이|가|을|를|의|와|과|이?랑|하고|에게서?|한테서?|께서?|에서?|으?로|보다|처럼|부터|까지|이?나|이?라는)?(?:은|는|도|만|의)?$/u

/** Syllables of the longest of them. */
const longestParticles = 6

/** The words of a text as names are compared, one list for each stretch that a name may be found in. */
export const stretchesOf = (text: string): ReadonlyArray<ReadonlyArray<string>> =>
  text
    .replace(possessive, "")
    .split(border)
    .map((stretch) =>
      fold(stretch)
        .split(" ")
        .filter((word) => word !== "")
    )

/** Folded words as they are, and without what Korean may have written onto the last, the longest first. */
export const bareForms = (words: string): ReadonlyArray<string> => {
  const forms = [words]
  for (let length = 1; length <= longestParticles && length < words.length; length++) {
    if (particles.test(words.slice(-length))) forms.push(words.slice(0, -length))
  }
  return forms
}
