import type { Kysely } from 'kysely'
import type { DB } from '../../platform/database-types.ts'
import type { FoundOfKind, Place } from '../model/merge.ts'
import { hitsOf } from './find-hits.ts'
import { type Asked, type Look, type Own, ownOf, placeBehind, type Task, walk } from './walk-rows.ts'

/**
 * Finds the newest places that fit, in three steps. What is frequent is among the newest rows, which are looked at first; what
 * is not has few hits in the index of words; what is frequent by its words and yet rare (by rights or filters) is looked
 * for among so many rows, and then it is said how far. No step reads more than a fixed number of rows. Where less than
 * all is known to hold everything that the actor may read, the rows are those.
 */
export async function findPlaces(
  db: Kysely<DB>,
  asked: Asked,
  tasks: readonly Task[],
): Promise<FoundOfKind[]> {
  const first = await Promise.all(tasks.map((task) => lookFirst(db, asked, task)))
  const second = await Promise.all(first.map((looked) => lookAgain(db, asked, looked)))
  const hits = await hitsOf(
    db,
    asked,
    second.filter(({ isWhole, task }) => !isWhole && hasIndex(asked, task)),
  )
  return Promise.all(
    second.map(async (looked) => {
      const { kind } = looked.task.source
      const places = looked.isWhole ? looked.places : hits.get(looked.task.source)
      return places ? { kind, places, searchedTo: null } : lookFurther(db, asked, looked)
    }),
  )
}

/** What was found among so many rows. */
interface Looked extends Look {
  places: Place[]
  /** That is all that is wanted, or all that there is. */
  isWhole: boolean
}

const hasIndex = ({ typed }: Asked, { source }: Task) =>
  source.byWords !== null && typed.words.wanted.length > 0

/** Looks at the newest rows. Of what there never is much, at so many at once that there are hardly more. */
async function lookFirst(db: Kysely<DB>, asked: Asked, task: Task): Promise<Looked> {
  const { firstLook, longLook } = asked.limits
  const own = await ownOf(db, asked, task.source)
  return look(db, asked, { task, own, rows: task.source.byWords ? firstLook : longLook })
}

async function look(db: Kysely<DB>, asked: Asked, each: Look): Promise<Looked> {
  const places = await walk(db, asked, each)
  return { ...each, places, isWhole: places.length >= asked.wanted || hasNoMore(each.own, each.rows) }
}

const hasNoMore = (own: Own | null, rows: number) => own?.isFew === true && own.count <= rows

/** Looks at more rows where as many again of the wanted may be expected there. */
async function lookAgain(db: Kysely<DB>, asked: Asked, looked: Looked): Promise<Looked> {
  const { secondLook } = asked.limits
  const expected = (looked.places.length * secondLook) / looked.rows
  if (looked.isWhole || looked.rows >= secondLook || expected < asked.wanted) return looked
  return look(db, asked, { ...looked, rows: secondLook })
}

/** Goes through many rows; where even these were not enough, tells how far it came. */
async function lookFurther(db: Kysely<DB>, asked: Asked, looked: Looked): Promise<FoundOfKind> {
  const { longLook } = asked.limits
  const far = looked.rows < longLook ? await look(db, asked, { ...looked, rows: longLook }) : looked
  const { places, isWhole } = far
  return {
    kind: far.task.source.kind,
    places,
    searchedTo: isWhole ? null : await placeBehind(db, asked, far),
  }
}
