import { fold } from "@mma-savant/core/Fold"
import { distance } from "@mma-savant/core/Spelling"

const hangul = /\p{Script=Hangul}/u

/** Letters of a word that may be wrong. */
const mostWrong = 2

const isNear = (word: string, one: string): boolean => {
  const most = Math.min(mostWrong, word.length - 2)
  return one.startsWith(word) || word.startsWith(one) || distance(word, one, most) <= most
}

/**
 * Whether a text of several words has one that is nothing of a fighter's name or nickname, not even misspelt: it says
 * something besides, and nobody knows what. Only words in Latin letters can be compared.
 */
export const saysMore = (text: string, name: string, nickname: string): boolean => {
  const words = fold(text).split(" ")
  if (words.length < 2 || hangul.test(text)) return false
  const own = [...fold(name).split(" "), ...fold(nickname).split(" "), "the"].filter((word) => word !== "")
  return !words.every((word) => own.some((one) => (word.length < 3 ? one.startsWith(word) : isNear(word, one))))
}
