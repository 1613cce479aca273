// Asks a running server over the WebSocket and prints the answer as it streams.
//   MMA_SAVANT_TOKEN=$(npm run --silent token) npm run example -- chat-client "When is the next event?"
import { ChatClient, type Frame } from "./ChatClient.ts"

const question = process.argv.slice(3).join(" ") || "How many fights has Islam Makhachev won?"
const server = process.env["MMA_SAVANT_URL"] ?? "http://127.0.0.1:3000"
const token = process.env["MMA_SAVANT_TOKEN"]

const giveUp = (reason: string): never => {
  console.error(reason)
  process.exit(1)
}
if (token === undefined) giveUp("Set MMA_SAVANT_TOKEN; `npm run --silent token` prints one.")

const answer = await fetch(`${server}/api/chat/session`, {
  method: "POST",
  headers: { authorization: `Bearer ${token}` }
}).catch(() => giveUp(`No server answers at ${server}. Start it, or set MMA_SAVANT_URL.`))
if (!answer.ok) giveUp(`${server}: ${await answer.text()}`)
const { sessionId } = (await answer.json()) as { readonly sessionId: string }

interface Table {
  readonly columns: ReadonlyArray<string>
  readonly rows: ReadonlyArray<ReadonlyArray<unknown>>
}
const rowsOf = ({ columns, rows }: Table) =>
  rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])))

const noticeOf = ({ delayMs, from, kind, to }: Record<string, unknown>) =>
  kind === "retry" ? `asked again in ${delayMs} ms` : kind === "fallback" ? `${from} failed, ${to} is asked` : kind

const print = ({ d, t }: Frame) => {
  if (t === "tool.call") console.error(`[${d.name} ${JSON.stringify(d.args)}]`)
  if (t === "run.notice") console.error(`[${noticeOf(d)}]`)
  // What is on the terminal cannot be taken back; others drop every part from `fromPart` on.
  if (t === "run.reset") console.log("\n[the answer begins anew]\n")
  if (t === "part.delta") {
    if (typeof d.delta === "string") process.stdout.write(d.delta)
    else if (d.delta.kind === "table") console.table(rowsOf(d.delta.table))
    else if (d.delta.kind === "chart") console.log(`\n${d.delta.fallback}`)
    else console.log(`\n(as of ${d.delta.source.asOf})`)
  }
}

const client = new ChatClient({
  servers: [server],
  token: token ?? "",
  sessionId,
  onFrame: print,
  onLost: (code) => console.error(`[the connection was lost (${code}); it is made again]`)
})
try {
  const { error, status } = await client.ask(question)
  if (status !== "completed") giveUp(error?.message ?? `The answer ended as ${status}.`)
} catch (error) {
  giveUp(error instanceof Error ? error.message : String(error))
} finally {
  client.close()
}
