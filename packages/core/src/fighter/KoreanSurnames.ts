import { soundOf } from "./Sound.ts"

/** Surnames that are not romanised as they sound, as fighters write them. */
const surnames: Readonly<Record<string, ReadonlyArray<string>>> = {
  이: ["lee"],
  임: ["lim"],
  림: ["lim"],
  박: ["park"],
  최: ["choi"],
  유: ["yoo", "ryu"],
  류: ["ryu", "yoo"],
  노: ["roh", "noh"],
  우: ["woo"],
  오: ["oh"],
  여: ["yeo"],
  양: ["yang", "ryang"]
}

const koreanName = /^[가-힣]{3,4}$/u

/** How a folded text sounds, without its blanks; of what may be a Korean name also with the surname as it is romanised. */
export const soundsOf = (text: string): ReadonlyArray<string> => {
  const joined = text.replaceAll(" ", "")
  const own = koreanName.test(joined) && Object.hasOwn(surnames, joined.charAt(0)) ? surnames[joined.charAt(0)]! : []
  return [soundOf(joined), ...own.map((surname) => soundOf(surname + joined.slice(1)))]
}
