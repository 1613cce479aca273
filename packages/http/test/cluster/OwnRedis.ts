import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { type AddressInfo, createServer } from "node:net"
import { Effect } from "effect"
import { dataDirectory } from "../Running.ts"

export const hasRedis = spawnSync("redis-server", ["--version"]).status === 0

const freePort = async () => {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, "close")
  return port
}

/** A Redis server of its own, which forgets everything when it is killed. */
export const ownRedis = Effect.gen(function* () {
  const directory = yield* dataDirectory
  const port = yield* Effect.promise(freePort)
  let child: ChildProcess | null = null

  const start = async () => {
    const options = { port, bind: "127.0.0.1", save: "", appendonly: "no", dir: directory }
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`])
    const started = spawn("redis-server", args, { stdio: ["ignore", "pipe", "ignore"] })
    child = started
    for await (const text of started.stdout) if (String(text).includes("Ready to accept")) break
    started.stdout.resume()
  }
  const kill = async () => {
    const killed = child
    child = null
    if (killed === null) return
    const gone = once(killed, "exit")
    killed.kill("SIGKILL")
    await gone
  }
  yield* Effect.acquireRelease(Effect.promise(start), () => Effect.promise(kill))
  return { url: `redis://127.0.0.1:${port}`, kill: Effect.promise(kill), start: Effect.promise(start) }
})
