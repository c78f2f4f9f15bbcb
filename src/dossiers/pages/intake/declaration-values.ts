import {
  type Answers,
  answerAt,
  initialAnswers,
  readDeclaration,
} from '../../../procedures/model/declaration-answers.ts'
import { declarationFields, type FlatField } from '../../../procedures/model/declaration-fields.ts'
import type { FormDefinition } from '../../../procedures/model/form.ts'
import { dateText } from '../../../ui/date-text.ts'
import type { CitizenCard } from '../../model/citizen-card.ts'
import type { KnownFacts } from '../../model/known-facts.ts'
import type { TypedValues } from './form-state.ts'

/** What the fields show: what was typed, or else what is known or usual. */
export function shownValues(form: FormDefinition, known: KnownFacts, typed: TypedValues): TypedValues {
  return { ...typedAnswers(form, initialAnswers(form, known)), ...typed }
}

/** Answers as their fields show them, dates as `dd/mm/yyyy`. */
export function typedAnswers(form: FormDefinition, answers: Answers): Record<string, string> {
  const typed: Record<string, string> = {}
  for (const field of declarationFields(form)) {
    if (field.kind === 'section') continue
    const value = answerAt(answers, field.name)
    if (field.kind !== 'table') put(typed, { field, name: field.name, value })
    else if (Array.isArray(value)) {
      for (const [index, row] of value.entries()) {
        for (const column of field.columns) {
          put(typed, {
            field: column,
            name: `${field.name}.${index}.${column.name}`,
            value: answerAt(row, column.name),
          })
        }
      }
    }
  }
  return typed
}

function put(typed: Record<string, string>, shown: { field: FlatField; name: string; value: unknown }): void {
  const { field, name, value } = shown
  if (value === undefined || value === null || value === false) return
  if (value === true) typed[name] = 'on'
  else if (field.kind === 'text' && field.format === 'date') typed[name] = dateText(String(value))
  else typed[name] = String(value)
}

/** Whether a field is asked for with what the others say. */
export function isAsked(field: FlatField, shown: TypedValues): boolean {
  return field.when.every(({ field: name, values }) => {
    const value = shown[name] ?? ''
    return values.some((wanted) =>
      typeof wanted === 'boolean' ? (value !== '') === wanted : value === wanted,
    )
  })
}

/** The answers to send: what stands in the fields that are asked for. */
export function answersToSend(form: FormDefinition, shown: TypedValues): Answers {
  const hidden = declarationFields(form).filter((field) => !isAsked(field, shown))
  const isHidden = (name: string) =>
    hidden.some((field) => name === field.name || name.startsWith(`${field.name}.`))
  return readDeclaration(
    form,
    Object.entries(shown).filter(([name]) => !isHidden(name)),
  )
}

/**
 * What a scanned card says for the person whose name field `lead` is, by dotted name: that field and those after it that
 * take a card, up to the next name.
 */
export function cardValues(form: FormDefinition, lead: string, card: CitizenCard): Record<string, string> {
  const facts: KnownFacts = {
    'card.name': card.fullName,
    'card.personalId': card.personalId,
    'card.birthDate': card.birthDate,
    'card.sex': card.sex,
    'card.address': card.address,
  }
  const filled = typedAnswers(form, initialAnswers(form, facts))
  const names = cardFields(form, lead)
  return Object.fromEntries(Object.entries(filled).filter(([name]) => names.includes(name)))
}

/** The fields that the card of the person whose name field `lead` is fills. */
export function cardFields(form: FormDefinition, lead: string): string[] {
  const takers = declarationFields(form).filter(takesCard)
  const start = takers.findIndex(({ name }) => name === lead)
  const next = takers.findIndex((field, index) => index > start && leadsCard(field))
  return start < 0 ? [] : takers.slice(start, next < 0 ? undefined : next).map(({ name }) => name)
}

const takesCard = (field: FlatField) =>
  (field.kind === 'text' || field.kind === 'choice') && (field.fill?.startsWith('card.') ?? false)

/** Whether a card is asked for before this field: it is the name of a person whose card may be scanned. */
export function leadsCard(field: FlatField): boolean {
  return field.kind === 'text' && field.fill === 'card.name'
}
