import { Stack } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { cardReaderId } from './card-reader.tsx'
import { CaseChoice } from './case-choice.tsx'
import { goToFirstEmpty } from './declaration-focus.ts'
import { DeclarationSection } from './declaration-section.tsx'
import { DetailFields } from './detail-fields.tsx'
import {
  type Choice,
  type HandedInFields,
  type IntakeFields,
  type Pending,
  type Preview,
  papersProblem,
  standingErrors,
  tickRequired,
} from './form-state.ts'
import styles from './intake-form.module.css'
import { PaperList } from './paper-list.tsx'
import { takeOffer } from './paper-offers.tsx'
import { PersonSection } from './person-section.tsx'
import { ProcedureFacts } from './procedure-facts.tsx'
import { ProcedurePicker } from './procedure-picker.tsx'
import { type Received, ReceivedPanel } from './received-panel.tsx'
import { SaveBar } from './save-bar.tsx'
import { Section } from './section.tsx'
import { receptionInput, type Seen } from './sent-fields.ts'
import { TurnAway } from './turn-away.tsx'
import { type TurnedAway, TurnedAwayPanel } from './turned-away-panel.tsx'
import { useIntake } from './use-intake.ts'
import { useOffers } from './use-offers.ts'
import { useSending } from './use-sending.ts'
import { focusFirstWrong, useShortcuts } from './use-shortcuts.ts'

interface Props {
  choices: readonly Choice[]
  pending: Pending | null
  /** Procedure that the officer chose before the form was opened; empty where none. */
  wanted: string
  /** Agency that has passed it on; null where it is handed in here. */
  handedInAt: HandedInFields | null
  today: string
  /** Ticket of the queue with which the citizen came. */
  ticketId: string | null
  /** The next citizen; `code` of the dossier that was received. */
  onNext(code?: string): void
}

function seenBy(preview: Preview | null, { pending, today, ticketId }: Props): Seen {
  return {
    pendingId: pending?.id ?? null,
    ticketId,
    version: preview?.version,
    form: preview?.form ?? null,
    officeName: preview?.officeName ?? '',
    today,
  }
}

/** One citizen at the counter, from the procedure to the code. Sections stand in the order of work. */
export function IntakeForm(props: Props) {
  const { choices, pending, wanted, today, onNext } = props
  const form = useRef<HTMLFormElement>(null)
  const intake = useIntake(pending, wanted, props.handedInAt)
  const sending = useSending<Received>('/dossiers')
  const [turnedAway, setTurnedAway] = useState<TurnedAway | null>(null)
  const [dialogOpen, setDialogOpen] = useState(false)
  const { fields, change, reception } = intake
  const { problem, done } = sending
  const [sent, setSent] = useState<IntakeFields | null>(null)
  const errors = standingErrors(problem?.fields ?? {}, sent, fields)
  const over = done !== null || turnedAway !== null
  const save = () => {
    setSent(fields)
    const hindrance = papersProblem(fields.papers)
    if (hindrance) sending.refuse(hindrance)
    else sending.send(receptionInput(fields, seenBy(reception.preview, props)))
  }
  const declare = () => {
    intake.chooseDeclaration('electronic')
    goToFirstEmpty()
  }
  const takeOffers = () => intake.changePapers((papers) => papers.map(takeOffer))
  useOffers(intake, reception.preview)
  const tickAll = () => intake.changePapers(tickRequired)
  useShortcuts({ save, tickAll, declare, takeOffers }, !over && !dialogOpen)
  useEffect(() => {
    if (wanted !== '') document.getElementById(cardReaderId)?.focus()
  }, [])
  useEffect(() => {
    focusFirstWrong(form.current, problem?.fields ?? {})
    // The procedure was changed meanwhile: what it asks now is shown, what was typed stays.
    if (problem?.code === 'stale') reception.askAgain()
  }, [problem])
  if (done)
    return (
      <ReceivedPanel received={done} savedEarlier={sending.savedEarlier} onNext={() => onNext(done.code)} />
    )
  if (turnedAway) return <TurnedAwayPanel turnedAway={turnedAway} onNext={() => onNext()} />
  return (
    <form
      ref={form}
      className={styles.form}
      autoComplete="off"
      onSubmit={(event) => event.preventDefault()}
      aria-label="Tiếp nhận hồ sơ"
    >
      <Stack gap="sm">
        <Section title="1. Thủ tục">
          <ProcedurePicker
            choices={choices}
            chosenId={fields.procedureId}
            error={errors.procedureId}
            onChoose={(id) => {
              intake.chooseProcedure(id)
              document.getElementById(cardReaderId)?.focus()
            }}
          />
          <ProcedureFacts
            reception={reception}
            agreedWorkingDays={fields.agreedWorkingDays}
            error={errors.agreedWorkingDays}
            onAgree={(agreedWorkingDays) => change({ agreedWorkingDays })}
          />
        </Section>
        <PersonSection intake={intake} errors={errors} today={today} />
        <DeclarationSection intake={intake} errors={errors} today={today} />
        <Section title="3. Thành phần hồ sơ">
          <CaseChoice preview={reception.preview} error={errors.caseCode} onChoose={intake.chooseCase} />
          <PaperList intake={intake} errors={errors} />
        </Section>
        <Section title="4. Nội dung và nơi nhận kết quả">
          <DetailFields fields={fields} errors={errors} onChange={change} />
        </Section>
        <SaveBar preview={reception.preview} busy={sending.busy} problem={problem} onSave={save} />
        <TurnAway fields={fields} onDone={setTurnedAway} onOpen={setDialogOpen} />
      </Stack>
    </form>
  )
}
