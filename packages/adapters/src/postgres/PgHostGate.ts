import { Block, HostGate } from "@mma-savant/core/collection/HostGate"
import { Duration, Effect, Layer, Schema, Struct } from "effect"
import { SqlClient } from "effect/sql"
import { orUnavailable, rowsOf } from "./Rows.ts"
import { storable } from "./Text.ts"

const StoredBlock = Block.mapFields(Struct.assign({ since: Schema.DateTimeUtcFromDate }))
const blocksIn = rowsOf(StoredBlock)
const turnIn = rowsOf(Schema.Struct({ wait: Schema.Number }))
const standingIn = rowsOf(Schema.Struct({ penalty: Schema.Number, ...Struct.map(StoredBlock.fields, Schema.NullOr) }))

/** The server's clock tells the time: those of its clients may differ. */
export const layer = Layer.effect(
  HostGate,
  Effect.gen(function* () {
    const sql = yield* SqlClient.SqlClient
    const millisUntil = (time: string) =>
      sql.literal(`greatest(0, extract(epoch from ${time} - clock_timestamp()) * 1000)::float8`)

    const takeTurn = Effect.fn("PgHostGate.takeTurn")(function* (host: string, interval: Duration.Duration) {
      const millis = Duration.toMillis(interval)
      // `next_at` is the first moment after this turn at which there may be another: the turn itself is `millis` before.
      const [turn] = yield* turnIn(sql`
        insert into host_turns as known (host, next_at)
        values (${host}, clock_timestamp() + ${millis}::float8 * interval '1 millisecond')
        on conflict (host) do update
        set next_at = greatest(known.next_at, known.penalty_until, clock_timestamp())
          + ${millis}::float8 * interval '1 millisecond'
        returning ${millisUntil(`(next_at - ${millis} * interval '1 millisecond')`)} as wait`)
      return turn!.wait
    })

    const standing = Effect.fn("PgHostGate.standing")(function* (host: string) {
      const [row] = yield* standingIn(sql`
        select coalesce(${millisUntil("penalty_until")}, 0) as penalty, block.host, url, sign, since
        from (select ${host}::text as host) asked
        left join host_turns using (host)
        left join host_blocks block on block.host = asked.host`)
      const { host: blocked, penalty, sign, since, url } = row!
      const isBlocked = blocked !== null && url !== null && sign !== null && since !== null
      return { penalty, block: isBlocked ? { host: blocked, url, sign, since } : null }
    })

    const penalize = Effect.fn("PgHostGate.penalize")(
      (host: string, wait: Duration.Duration) => sql`
        insert into host_turns as known (host, penalty_until)
        values (${host}, clock_timestamp() + ${Duration.toMillis(wait)}::float8 * interval '1 millisecond')
        on conflict (host) do update set penalty_until = greatest(known.penalty_until, excluded.penalty_until)`,
      Effect.asVoid,
      orUnavailable
    )

    const block = Effect.fn("PgHostGate.block")(
      ({ host, sign, url }: Omit<Block, "since">) => sql`
        insert into host_blocks (host, url, sign) values (${host}, ${storable(url)}, ${storable(sign)})
        on conflict (host) do nothing`,
      Effect.asVoid,
      orUnavailable
    )

    const columns = sql.literal("host, url, sign, since")

    const reset = Effect.fn("PgHostGate.reset")((host: string | null) =>
      blocksIn(sql`delete from host_blocks where ${host}::text is null or host = ${host} returning ${columns}`)
    )

    return HostGate.of({
      takeTurn,
      standing,
      penalize,
      block,
      reset,
      blocks: Effect.withSpan(blocksIn(sql`select ${columns} from host_blocks order by host`), "PgHostGate.blocks")
    })
  })
)
