import { setTimeout } from "node:timers/promises"

/** What a process is asked: the CPU time that it has taken, in microseconds, or the bytes that it holds. */
export type Question = "cpu" | "memory"

/** That of this process. Its memory is told after it has cleared up; it must have been started with `--expose-gc`. */
export const answer = async (question: Question): Promise<number> => {
  if (question === "cpu") {
    const { system, user } = process.cpuUsage()
    return user + system
  }
  for (let pass = 0; pass < 3; pass++) {
    await setTimeout(50)
    global.gc?.()
  }
  const { external, heapUsed } = process.memoryUsage()
  return heapUsed + external
}
