import { useReducer } from 'react'
import {
  type ContentPart,
  changedParts,
  contentParts,
  PART_NAMES,
  type VersionContent,
} from '../../model/version-content.ts'
import { fieldCode } from '../../model.ts'
import { type Draft, readDraft, writtenContent } from './draft.ts'

/** Sections of the page, each with the parts that are edited in it. */
export const sections = {
  general: ['name', 'result', 'notes'],
  cases: ['cases'],
  fees: ['fees'],
  limit: ['timeLimit'],
  steps: ['steps'],
  form: ['form'],
  posting: ['posting'],
  basis: ['legalBasis', 'decision'],
  agencies: ['agencies'],
} as const satisfies Record<string, readonly ContentPart[]>
export type Section = keyof typeof sections

/** Which places of the draft hold a part. */
const draftKeys: Record<ContentPart, readonly (keyof Draft)[]> = {
  name: ['name'],
  result: ['result'],
  notes: ['notes'],
  cases: ['cases'],
  fees: ['fees'],
  timeLimit: ['limitAmount', 'limitUnit'],
  steps: ['steps'],
  form: ['form'],
  posting: ['posting'],
  legalBasis: ['legalBasis'],
  decision: ['decision'],
  agencies: ['receiving', 'deciding'],
}

export interface DraftState {
  /** What the draft is written on. */
  base: { version: number; content: VersionContent }
  draft: Draft
  open: readonly Section[]
}

export type DraftAction =
  | { type: 'edit'; part: Partial<Draft> }
  | { type: 'open'; section: Section }
  | { type: 'discard'; section: Section }
  | { type: 'reset'; base: DraftState['base'] }
  | { type: 'rebase'; base: DraftState['base'] }

export function startDraft(base: DraftState['base'], open: readonly Section[] = []): DraftState {
  return { base, draft: readDraft(base.content), open }
}

export function reduceDraft(state: DraftState, action: DraftAction): DraftState {
  if (action.type === 'edit') return { ...state, draft: { ...state.draft, ...action.part } }
  if (action.type === 'open') return { ...state, open: [...state.open, action.section] }
  if (action.type === 'reset') return startDraft(action.base)
  if (action.type === 'rebase') return rebase(state, action.base)
  const fresh = readDraft(state.base.content)
  const draft = takeParts(state.draft, fresh, sections[action.section])
  return { ...state, draft, open: state.open.filter((section) => section !== action.section) }
}

/** What was changed here stays; the rest is as the newer version has it. */
function rebase(state: DraftState, base: DraftState['base']): DraftState {
  const mine = new Set(editedParts(state))
  const theirs = contentParts.filter((part) => !mine.has(part))
  return { ...state, base, draft: takeParts(state.draft, readDraft(base.content), theirs) }
}

function takeParts(into: Draft, from: Draft, parts: readonly ContentPart[]): Draft {
  const keys = parts.flatMap((part) => draftKeys[part])
  return { ...into, ...Object.fromEntries(keys.map((key) => [key, from[key]])) }
}

/** Parts that say something else than the version they are written on. */
export function editedParts({ base, draft }: Pick<DraftState, 'base' | 'draft'>): ContentPart[] {
  const written = { ...base.content, ...writtenDraft(draft, base.content) } as VersionContent
  const parts = changedParts(base.content, written)
  return draft.form?.source != null && !parts.includes('form') ? [...parts, 'form'] : parts
}

/** What is sent: only what changed, and the source of the form where it is edited as text. */
export function writtenChange(state: Pick<DraftState, 'base' | 'draft'>) {
  const written = writtenDraft(state.draft, state.base.content)
  const source = state.draft.form?.source ?? undefined
  const parts = editedParts(state).filter((part) => part !== 'form' || source === undefined)
  return {
    change: Object.fromEntries(parts.map((part) => [part, written[part]])),
    formText: source,
  }
}

/** The whole content, with codes for the cases that have none yet. */
export function writtenDraft(draft: Draft, before: VersionContent): Record<string, unknown> {
  const taken = draft.cases.map(({ code }) => code).filter((code) => code !== '')
  const cases = draft.cases.map((each) => {
    if (each.code !== '') return each
    const code = freshCode(each.name, taken)
    taken.push(code)
    return { ...each, code }
  })
  return writtenContent({ ...draft, cases }, before)
}

function freshCode(name: string, taken: readonly string[]): string {
  const base =
    fieldCode(name)
      .replaceAll(/[^a-z0-9-]/g, '')
      .slice(0, 60)
      .replace(/-+$/, '') || 'truong-hop'
  if (!taken.includes(base)) return base
  for (let number = 2; ; number += 1) {
    if (!taken.includes(`${base}-${number}`)) return `${base}-${number}`
  }
}

export function useDraft(base: DraftState['base'], open: readonly Section[] = []) {
  return useReducer(reduceDraft, null, () => startDraft(base, open))
}

/** "Tên thủ tục; Phí, lệ phí" */
export function partNames(parts: readonly ContentPart[]): string {
  return parts.map((part) => PART_NAMES[part]).join('; ')
}
