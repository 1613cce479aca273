import { fold } from "../Fold.ts"

/**
 * What no name goes across: signs other than those within names, ends of lines, dashes between blanks, and full stops
 * but those of "St." and "J.".
 */
const border = /(?<=[\p{L}\p{N}]{3})\.(?=\s)|\s[‐-―-]+\s|[^\p{L}\p{N}\p{M}\s.'’‘ʼ`"_‐-―-]+|[\r\n]+/u

const possessive = /['’‘ʼ`]s(?![\p{L}\p{N}])/giu

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
