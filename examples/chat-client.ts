// Asks a running server over the WebSocket and prints the answer as it streams.
//   MMA_SAVANT_TOKEN=$(npm run --silent token) npm run example -- chat-client "When is the next event?"
const question = process.argv.slice(3).join(" ") || "How many fights has Islam Makhachev won?"
const server = process.env["MMA_SAVANT_URL"] ?? "http://127.0.0.1:3000"
const token = process.env["MMA_SAVANT_TOKEN"]

const giveUp = (reason: string): never => {
  console.error(reason)
  process.exit(1)
}
if (token === undefined) giveUp("Set MMA_SAVANT_TOKEN; `npm run --silent token` prints one.")

const post = async (path: string, body: unknown): Promise<Record<string, string>> => {
  const response = await fetch(`${server}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(body)
  }).catch(() => giveUp(`No server answers at ${server}. Start it, or set MMA_SAVANT_URL.`))
  if (!response.ok) giveUp(`${path}: ${await response.text()}`)
  return (await response.json()) as Record<string, string>
}

const { sessionId } = await post("/api/chat/session", {})
const { ticket } = await post("/api/auth/ws-ticket", { sessionId })
const address = `${server.replace(/^http/, "ws")}/ws/chat/${sessionId}?ticket=${ticket}`
const socket = new WebSocket(address, "mma.chat.v1")
const send = (t: string, d: unknown) => socket.send(JSON.stringify({ v: 1, t, id: crypto.randomUUID(), d }))

interface Table {
  readonly columns: ReadonlyArray<string>
  readonly rows: ReadonlyArray<ReadonlyArray<unknown>>
}
const rowsOf = ({ columns, rows }: Table) =>
  rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])))

const noticeOf = ({ delayMs, from, kind, to }: Record<string, unknown>) =>
  kind === "retry" ? `asked again in ${delayMs} ms` : kind === "fallback" ? `${from} failed, ${to} is asked` : kind

socket.addEventListener("open", () => {
  send("hello", {})
  send("send", { cid: crypto.randomUUID(), text: question })
})
socket.addEventListener("message", ({ data }) => {
  const frame = JSON.parse(data)
  switch (frame.t) {
    case "tool.call":
      console.error(`[${frame.d.name} ${JSON.stringify(frame.d.args)}]`)
      break
    case "run.notice":
      console.error(`[${noticeOf(frame.d)}]`)
      break
    case "run.reset":
      // What is on the terminal cannot be taken back; others drop every part from `fromPart` on.
      console.log("\n[the answer begins anew]\n")
      break
    case "part.delta":
      if (typeof frame.d.delta === "string") process.stdout.write(frame.d.delta)
      else if (frame.d.delta.kind === "table") console.table(rowsOf(frame.d.delta.table))
      else console.log(`\n(as of ${frame.d.delta.source.asOf})`)
      break
    case "nack":
    case "error":
      giveUp(`${frame.d.code}: ${frame.d.message}`)
      break
    case "run.end":
      if (frame.d.status !== "completed") giveUp(`\nThe answer ended as ${frame.d.status}.`)
      socket.close()
  }
})
socket.addEventListener("close", ({ code }) => {
  if (code !== 1000 && code !== 1005) giveUp(`The server closed the socket: ${code}.`)
})
await new Promise((resolve) => socket.addEventListener("close", resolve))
