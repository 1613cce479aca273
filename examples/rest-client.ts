// Asks a running server by the typed client, which runs in a browser as well: who is meant, what they did, who beat whom.
//   npm run example -- rest-client "makhachev" "della maddalena"
import { makePromise } from "@mma-savant/http/client"

const baseUrl = process.env["MMA_SAVANT_URL"] ?? "http://127.0.0.1:3000"
const token = process.env["MMA_SAVANT_TOKEN"]
const [first = "makhachev", second = "della maddalena"] = process.argv.slice(3)

const client = makePromise({ baseUrl, token })

const fighterCalled = async (q: string) => {
  const { items } = await client.fighters.search({ query: { q, limit: 1 } })
  const [fighter] = items
  if (fighter === undefined) throw new Error(`Nobody in the data is called ${q}.`)
  return fighter
}

/** A promise is rejected with an error that its route declares, which `name` tells, or with one of the way there. */
const told = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  switch (error.name) {
    case "HttpClientError":
      return `No server answers at ${baseUrl}. Start it, or set MMA_SAVANT_URL.`
    case "TokenRejected":
      return "The server does not take the token. `npm run --silent token` prints one."
    default:
      return error.message || error.name
  }
}

try {
  const [a, b] = [await fighterCalled(first), await fighterCalled(second)]
  for (const { id } of [a, b]) {
    const { asOf, name, record } = await client.fighters.stats({ params: { id } })
    console.log(`${name} is ${record.text}, as of ${asOf}`)
  }
  const { bouts } = await client.comparison.headToHead({ query: { a: a.id, b: b.id } })
  console.log(`${a.name} and ${b.name} have met ${bouts.length} times in the data`)
  if (token !== undefined) console.log(`You are ${(await client.auth.me()).username}`)
} catch (error) {
  console.error(told(error))
  process.exitCode = 1
}
