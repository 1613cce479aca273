import { readFile } from "node:fs/promises"
import { setTimeout } from "node:timers/promises"
import { Effect } from "effect"
import { SqlClient } from "effect/sql"

/** Milliseconds between two looks: what a session does after the last one before its end is not seen. */
const interval = 100

/** A tick of the processor time that Linux tells of, in seconds. */
const tick = 0.01

/** The processor time of a process of this machine in seconds; null where the system does not tell, or it is no more. */
const processorTime = async (pid: number): Promise<number | null> => {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null)
  // The name of the program, in parentheses, may hold blanks.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ")
  return fields === undefined ? null : (Number(fields[11]) + Number(fields[12])) * tick
}

/** Watches what the sessions of others in this database take of the processor, until its interruption. */
export const watchSessions = Effect.fnUntraced(function* (seen: Map<number, number>) {
  const sql = yield* SqlClient.SqlClient
  for (;;) {
    const sessions = yield* sql<{ pid: number }>`
      select pid from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`
    yield* Effect.promise(async () => {
      for (const { pid } of sessions) {
        const time = await processorTime(pid)
        if (time !== null) seen.set(pid, time)
      }
      await setTimeout(interval)
    })
  }
})
