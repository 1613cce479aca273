import { languageOf } from "@mma-savant/core/llm/Prompts"
import { english } from "./english/English.ts"
import { englishPhrases } from "./english/EnglishPhrases.ts"
import { type Reader, readerOf } from "./grammar/Reader.ts"
import { korean } from "./korean/Korean.ts"
import { koreanPhrases } from "./korean/KoreanPhrases.ts"
import type { PhraseBook } from "./PhraseBook.ts"

/** How questions are read and answers are said. */
export interface Language {
  readonly read: Reader
  readonly say: PhraseBook
}

/** Every language that is read and said. */
export const languages = {
  en: { read: readerOf(english), say: englishPhrases },
  ko: { read: readerOf(korean), say: koreanPhrases }
} satisfies Readonly<Record<string, Language>>

/** The language of a question. */
export const languageFor = (question: string): Language => languages[languageOf(question)]
