import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"

const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))

/** Writes what the process took, when it ends. */
const meter = `data:text/javascript,process.on("exit",()=>{const{maxRSS,userCPUTime,systemCPUTime}=process.resourceUsage();
console.error("took "+maxRSS+" "+(userCPUTime+systemCPUTime))})`

/** What a process came to. */
export interface Metered {
  readonly stdout: string
  /** From its start to its end. */
  readonly seconds: number
  /** Of processor time, in seconds. */
  readonly cpu: number
  /** The most memory that it ever had. */
  readonly mebibytes: number
}

/** Runs `collect` in a process of its own, as a person would, over the database that the environment names. */
export const collect = (args: ReadonlyArray<string>, environment: Readonly<Record<string, string>>): Promise<Metered> =>
  new Promise((done, failed) => {
    const startedAt = performance.now()
    const { DATABASE_URL: _, ...inherited } = process.env
    const child = spawn(process.execPath, ["--import", meter, main, ...args], { env: { ...inherited, ...environment } })
    let stdout = ""
    let stderr = ""
    child.stdout.on("data", (chunk) => {
      stdout += chunk
    })
    child.stderr.on("data", (chunk) => {
      stderr += chunk
    })
    child.on("close", (code) => {
      const [, kilobytes, micros] = /took (\d+) (\d+)/.exec(stderr) ?? []
      if (code !== 0) return failed(new Error(`collect ${args.join(" ")} ended with ${code}: ${stderr}${stdout}`))
      const seconds = (performance.now() - startedAt) / 1000
      done({ stdout, seconds, cpu: Number(micros) / 1e6, mebibytes: Number(kilobytes) / 1024 })
    })
  })
