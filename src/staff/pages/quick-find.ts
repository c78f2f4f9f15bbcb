import { prepareEntry, searchItems } from '../../platform/search-text.ts'
import { callApi } from '../../ui/call-api.ts'
import type { Place } from '../../ui/command-palette.tsx'

interface Reach {
  pages: readonly { label: string; to: string }[]
  dossiers: boolean
  reception: boolean
}

interface Dossier {
  id: string
  code: string | null
  procedureName: string
  applicantName: string
  statusName: string
}

interface Procedure {
  id: string
  code: string | null
  name: string
  fieldName: string
}

const mostPages = 6
const mostDossiers = 6
const mostProcedures = 6

/** What Ctrl+K finds for this member: pages of their menu, dossiers they may read, procedures they receive. */
export function createQuickFind(reach: Reach) {
  const pages = reach.pages.map((page) => ({ item: page, entry: prepareEntry(page.label) }))
  const procedures = reach.reception ? lazily(readProcedures) : async () => []
  return async (typed: string, signal: AbortSignal): Promise<Place[]> => {
    const wanted = typed.trim()
    if (wanted === '') return reach.pages.map(placeOfPage)
    const [dossiers, receivable] = await Promise.all([
      reach.dossiers && wanted.length > 2 ? findDossiers(wanted, signal) : [],
      procedures(),
    ])
    const named = searchItems(pages, wanted, mostPages).map(placeOfPage)
    // Digits and dashes are of a code: whoever types one wants the dossier.
    const byCode = /\d{3}/.test(wanted)
    const toReceive = searchItems(receivable, wanted, mostProcedures).map(placeOfProcedure)
    return byCode ? [...dossiers, ...toReceive, ...named] : [...named, ...toReceive, ...dossiers]
  }
}

const placeOfPage = ({ label, to }: { label: string; to: string }): Place => ({ label, to, detail: 'Trang' })

const placeOfProcedure = ({ id, name, fieldName }: Procedure): Place => ({
  label: `Tiếp nhận: ${name}`,
  detail: fieldName,
  to: `/ho-so/moi?thu-tuc=${id}`,
})

async function findDossiers(wanted: string, signal: AbortSignal): Promise<Place[]> {
  const answer = await callApi<{ items: Dossier[] }>(`/dossiers?q=${encodeURIComponent(wanted)}`, { signal })
  if (!answer.ok) return []
  return answer.output.items.slice(0, mostDossiers).map(({ id, code, ...dossier }) => ({
    label: `Hồ sơ ${code ?? 'chưa có mã'} · ${dossier.applicantName}`,
    detail: `${dossier.procedureName} · ${dossier.statusName}`,
    to: `/ho-so/${encodeURIComponent(code ?? id)}`,
  }))
}

async function readProcedures() {
  const answer = await callApi<{ items: Procedure[] }>('/reception-choices')
  if (!answer.ok) return null
  return answer.output.items.map((item) => ({ item, entry: prepareEntry(item.name, item.code) }))
}

/** Read when first asked for, and again when that failed. */
function lazily<T>(get: () => Promise<T[] | null>): () => Promise<T[]> {
  let known: T[] | null = null
  return async () => {
    known ??= await get()
    return known ?? []
  }
}
