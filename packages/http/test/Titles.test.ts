import { setTimeout } from "node:timers/promises"
import { assert, it } from "@effect/vitest"
import { Effect } from "effect"
import { preparedDirectory, serving } from "./Running.ts"
import { fakeVendor } from "./vendor/FakeVendor.ts"

const question = "How many fights has Islam Makhachev won?"

it.live("a server that has a model for titles asks it for nothing else, and stops without waiting for it", () =>
  Effect.gen(function* () {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const { baseUrl, requests } = yield* fakeVendor(async function* () {
      await (requests.length === 1 ? held : new Promise(() => {}))
      yield JSON.stringify({ titles: ["Makhachev’s wins"] })
    })
    const { server, url } = yield* serving({
      DATA_DIR: yield* preparedDirectory,
      ASSISTANT_TITLE_MODEL: "openai/gpt-test",
      OPENAI_API_KEY: "sk-test",
      OPENAI_BASE_URL: `${baseUrl}/v1`
    })
    yield* Effect.promise(async () => {
      const [, token = ""] = await server.said(/^Token[^:]*: (\S+)$/m)
      const headers = { authorization: `Bearer ${token}` }
      const told = async (path: string) => Object(await (await fetch(`${url}${path}`, { headers })).json())
      const until = async (isSo: () => boolean | Promise<boolean>) => {
        while (!(await isSo())) await setTimeout(50)
      }
      const ask = async (text: string) => {
        const made = await fetch(`${url}/api/chat/session`, { method: "POST", headers })
        const { sessionId } = Object(await made.json())
        const frames: Array<{ readonly t: string; readonly d: { readonly title?: string } }> = []
        const socket = new WebSocket(`${url.replace("http", "ws")}/ws/chat/${sessionId}`, { headers })
        socket.addEventListener("message", ({ data }) => frames.push(JSON.parse(data)))
        await new Promise((resolve) => socket.addEventListener("open", resolve))
        socket.send(JSON.stringify({ v: 1, t: "hello", id: "h", d: {} }))
        socket.send(JSON.stringify({ v: 1, t: "send", id: "s", d: { cid: "c", text } }))
        await until(() => frames.some(({ t }) => t === "run.end"))
        const titles = () => frames.flatMap(({ d, t }) => (t === "title" ? [d.title] : []))
        const kept = async () => (await told(`/api/chat/session/${sessionId}`)).title
        return { titles, kept }
      }

      const { kept, titles } = await ask(question)
      assert.deepStrictEqual([titles(), await kept()], [[question], question])
      release()
      await until(() => titles().length > 1)
      assert.deepStrictEqual([titles(), await kept()], [[question, "Makhachev’s wins"], "Makhachev’s wins"])
      const { rows } = await told("/api/usage?by=model")
      const calls = new Map(Array.from(rows, (row) => [Object(row).key, Object(row).calls]))
      assert.strictEqual(calls.get("openai/gpt-test"), 1)
      assert.deepStrictEqual(
        requests.map(({ model, question }) => [model, question]),
        [["gpt-test", JSON.stringify([question])]]
      )

      await ask("Who is Islam Makhachev?")
      await until(() => requests.length === 2)
      server.kill("SIGTERM")
      await requests[1]?.left
      const { code, err } = await server.ended
      assert.strictEqual(code, 0, err)
      assert.notMatch(err, /title/)
    })
  }).pipe(Effect.scoped, Effect.timeout("50 seconds"))
)
