import { setTimeout } from "node:timers/promises"
import { fakeVendor, type Script } from "../vendor/FakeVendor.ts"

const never = new Promise<never>(() => {})

const count = 60

/** What it says slowly, and how slowly, in milliseconds. */
export const slowly = Array.from({ length: count }, (_, index) => `word${index + 1} `)
const pace = 50

/** What it says before it looks something up. */
export const before = "Let me look. "

/** How a question begins says what the vendor does about it. */
const script: Script = async function* ({ question, results }) {
  if (question.startsWith("Think")) await never
  else if (question.startsWith("Look") && results.length === 0) {
    yield before
    // The words are heard before the tool is asked.
    await setTimeout(10 * pace)
    yield { call: "rankings", args: { weightClass: "womens-strawweight" } }
  } else if (question.startsWith("Tell") || question.startsWith("Look")) {
    for (const word of slowly) {
      yield word
      await setTimeout(pace)
    }
  } else yield "Yes."
}

/** `Think` is never answered, `Look` asks a tool first, `Tell` takes three seconds, and all else is answered at once. */
export const slowVendor = fakeVendor(script)
