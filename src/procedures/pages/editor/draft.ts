import { newKey } from '../../../ui/new-key.ts'
import type { Posting } from '../../model/posting.ts'
import type { VersionContent } from '../../model/version-content.ts'
import type { Component } from '../../model.ts'
import { type EditedStep, readStep, writtenSteps } from '../edited-steps.ts'
import { type FeeDraft, readFee, writtenFee } from './fee-draft.ts'
import { type FormDraft, readForm, writtenForm } from './form-draft.ts'
import { linesOf, type NumberText, numberOf, numberText, writtenLines } from './typed-text.ts'

/** A paper while it is edited: numbers as typed, so that nothing typed is lost. */
export interface ComponentDraft {
  /** Names the row on the page only. */
  id: string
  stored: Partial<Component>
  name: string
  kind: Component['kind']
  quantity: NumberText
  copies: NumberText
  required: boolean
  mustScan: boolean
  paperCode: string
  note: string
}

export interface CaseDraft {
  id: string
  /** Code of a case that is stored; a new one gets its code from its name. */
  code: string
  name: string
  components: readonly ComponentDraft[]
}

export interface AgencyDraft {
  code: string
  name: string
}

/** Lists of what is posted that are typed line by line. */
const listedParts = ['sequence', 'subjects', 'requirements', 'resultCodes', 'keywords'] as const
type ListedPart = (typeof listedParts)[number]

export type PostingDraft = {
  [Part in ListedPart]: string
} & {
  lifeEvents: readonly string[]
  methods: Record<'direct' | 'online' | 'post', MethodDraft>
  setCount: NumberText
  performer: string
  coordinating: string
  onlineLevel: string
}

export interface MethodDraft {
  isOffered: boolean
  timeLimit: string
  fee: string
  description: string
}

/** A version as it stands on the page. */
export interface Draft {
  name: string
  result: string
  notes: string
  cases: readonly CaseDraft[]
  fees: readonly FeeDraft[]
  limitAmount: NumberText
  limitUnit: string
  steps: readonly EditedStep[]
  form: FormDraft | null
  posting: PostingDraft
  legalBasis: string
  decision: string
  receiving: AgencyDraft
  deciding: AgencyDraft
}

export function readDraft(content: VersionContent): Draft {
  return {
    name: content.name,
    result: content.result,
    notes: content.notes ?? '',
    cases: content.cases.map((each) => ({
      ...each,
      id: newKey(),
      components: each.components.map(readComponent),
    })),
    fees: content.fees.map(readFee),
    limitAmount: numberText(content.timeLimit.unit === 'same_day' ? null : content.timeLimit.amount),
    limitUnit: content.timeLimit.unit,
    steps: content.steps.map(readStep),
    form: content.form ? readForm(content.form) : null,
    posting: readPosting(content.posting),
    legalBasis: linesOf(content.legalBasis),
    decision: content.decision ?? '',
    receiving: content.agencies.receiving ?? { code: '', name: '' },
    deciding: content.agencies.deciding ?? { code: '', name: '' },
  }
}

function readComponent(component: Component): ComponentDraft {
  return {
    id: newKey(),
    stored: component,
    name: component.name,
    kind: component.kind,
    quantity: String(component.quantity),
    copies: component.copies ? String(component.copies) : '',
    required: component.required,
    mustScan: component.mustScan ?? false,
    paperCode: component.paperCode ?? '',
    note: component.note ?? '',
  }
}

function readPosting(posting: Posting): PostingDraft {
  const method = (channel: 'direct' | 'online' | 'post') => {
    const found = posting.methods?.find((each) => each.channel === channel)
    const { timeLimit = '', fee = '', description = '' } = found ?? {}
    return { isOffered: found !== undefined, timeLimit, fee, description }
  }
  return {
    sequence: linesOf(posting.sequence),
    subjects: linesOf(posting.subjects),
    requirements: linesOf(posting.requirements),
    resultCodes: linesOf(posting.resultCodes),
    keywords: linesOf(posting.keywords),
    lifeEvents: posting.lifeEvents ?? [],
    methods: { direct: method('direct'), online: method('online'), post: method('post') },
    setCount: numberText(posting.setCount ?? null),
    performer: posting.performer ?? '',
    coordinating: posting.coordinating ?? '',
    onlineLevel: posting.onlineLevel ?? '',
  }
}

/** What the commands take; what was typed and is no number goes as it is, for the server to refuse in its words. */
export function writtenContent(draft: Draft, before: VersionContent): Record<string, unknown> {
  return {
    name: draft.name.trim(),
    result: draft.result.trim(),
    notes: draft.notes.trim() || null,
    cases: draft.cases.map((each) => ({
      code: each.code,
      name: each.name.trim(),
      components: each.components.map(writtenComponent),
    })),
    fees: draft.fees.map(writtenFee),
    timeLimit: {
      amount: draft.limitUnit === 'same_day' ? 0 : numberOf(draft.limitAmount),
      unit: draft.limitUnit,
    },
    steps: writtenSteps(draft.steps),
    form: draft.form ? writtenForm(draft.form) : null,
    posting: writtenPosting(draft.posting, before.posting),
    legalBasis: keptLines(draft.legalBasis, before.legalBasis),
    decision: draft.decision.trim() || null,
    agencies: {
      ...(draft.receiving.name.trim() ? { receiving: trimmed(draft.receiving) } : {}),
      ...(draft.deciding.name.trim() ? { deciding: trimmed(draft.deciding) } : {}),
    },
  }
}

function trimmed({ code, name }: AgencyDraft): AgencyDraft {
  return { code: code.trim(), name: name.trim() }
}

function writtenComponent(draft: ComponentDraft): Record<string, unknown> {
  const { id: _, stored, copies, ...rest } = draft
  return {
    ...stored,
    ...rest,
    name: draft.name.trim(),
    quantity: numberOf(draft.quantity) ?? 0,
    copies: numberOf(copies) ?? 0,
    paperCode: draft.paperCode.trim(),
    note: draft.note.trim(),
  }
}

/** What was not known and is still empty stays left out: not known is not the same as none. */
function writtenPosting(draft: PostingDraft, before: Posting): Record<string, unknown> {
  const lists = listedParts.map((part) => [part, keptLines(draft[part], before[part])] as const)
  const methods = (['direct', 'online', 'post'] as const).flatMap((channel) => {
    const { isOffered, ...texts } = draft.methods[channel]
    return isOffered ? [{ channel, ...texts }] : []
  })
  const whole = {
    ...before,
    ...Object.fromEntries(lists),
    methods: methods.length > 0 || before.methods ? inOrderOf(before, methods) : undefined,
    setCount: numberOf(draft.setCount) ?? undefined,
    lifeEvents: draft.lifeEvents.length > 0 || before.lifeEvents ? draft.lifeEvents : undefined,
    performer: draft.performer.trim() || undefined,
    coordinating: draft.coordinating.trim() || undefined,
    onlineLevel: draft.onlineLevel || undefined,
  }
  return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined))
}

function keptLines(text: string, before: readonly string[] | undefined): string[] | undefined {
  if (before && text === linesOf(before)) return [...before]
  const lines = writtenLines(text)
  return lines.length > 0 || before ? lines : undefined
}

function inOrderOf<M extends { channel: string }>(before: Posting, methods: readonly M[]): M[] {
  const order = (before.methods ?? []).map(({ channel }) => String(channel))
  const place = (channel: string) => (order.includes(channel) ? order.indexOf(channel) : order.length)
  return methods.toSorted((a, b) => place(a.channel) - place(b.channel))
}
