import { Button, Group, Paper, Stack, Text } from '@mantine/core'
import { useCallback, useEffect, useRef, useState } from 'react'
import { formatDate } from '../../../calendar/model/clock-time.ts'
import { Notice } from '../../../ui/notice.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { useAnswer } from '../../../ui/use-answer.ts'
import type { ContentPart } from '../../model/version-content.ts'
import type { VersionView } from '../../queries/get-version.ts'
import { type DraftState, editedParts, partNames, useDraft, writtenChange } from './draft-state.ts'
import { ProblemContext } from './problems.tsx'
import styles from './procedure-editor.module.css'
import { ReviewDialog, type Reviewed, type SavedChange } from './review-dialog.tsx'
import { SectionList } from './section-list.tsx'
import { StaleNotice } from './stale-notice.tsx'

/** The version shown, with the next one in the making. Nothing typed is lost but by the administrator's own hand. */
export function ProcedureEditor({ view }: { view: VersionView }) {
  const shown = { version: view.version, content: view.content }
  const [state, dispatch] = useDraft(shown)
  const [saved, setSaved] = useState<SavedChange | null>(null)
  const [reviewed, setReviewed] = useState<Reviewed | null>(null)
  const [forgotten, setForgotten] = useState<unknown>(null)
  const check = useAnswer<Reviewed>(useCallback((output: Reviewed) => setReviewed(output), []))
  const mayEdit = view.state === 'current' || view.state === 'planned'
  const parts = editedParts(state)
  useLeaveWarning(parts.length > 0)
  const problem = check.problem === forgotten ? null : check.problem
  const bar = useFocusOnProblem(problem)
  const isStale = view.version !== state.base.version

  function review() {
    setSaved(null)
    const form = formOf(view.procedureId, state)
    form.set('intent', 'preview')
    if (view.state === 'planned') form.set('validFrom', view.validFrom)
    check.send(form)
  }
  const onSaved = useCallback(
    (output: SavedChange) => {
      setReviewed(null)
      setSaved(output)
      dispatch({ type: 'reset', base: shown })
    },
    [dispatch, shown],
  )
  return (
    <ProblemContext value={{ fields: problem?.fields ?? {}, forget: () => setForgotten(check.problem) }}>
      <Stack gap="md" ref={bar} className={styles.editor}>
        {saved ? <SavedNotice saved={saved} /> : null}
        <SectionList state={state} dispatch={dispatch} mayEdit={mayEdit} />
        {isStale ? (
          <StaleNotice
            state={state}
            shown={shown}
            onRebase={() => {
              setForgotten(check.problem)
              dispatch({ type: parts.length > 0 ? 'rebase' : 'reset', base: shown })
            }}
          />
        ) : null}
        {problem ? <ProblemAlert problem={problem} shownFields={['change', 'formText']} /> : null}
        {mayEdit ? <ReviewBar parts={parts} blocked={isStale} busy={check.busy} onReview={review} /> : null}
      </Stack>
      {reviewed ? (
        <ReviewDialog
          reviewed={reviewed}
          change={textsOf(formOf(view.procedureId, state))}
          firstDay={view.state === 'planned' ? view.validFrom : view.today}
          onSaved={onSaved}
          onClose={() => setReviewed(null)}
        />
      ) : null}
    </ProblemContext>
  )
}

interface ReviewBarProps {
  parts: readonly ContentPart[]
  blocked: boolean
  busy: boolean
  onReview(): void
}

/** What was changed so far, in sight while there is something, beside the button that shows it. */
function ReviewBar({ parts, blocked, busy, onReview }: ReviewBarProps) {
  const sticky = parts.length > 0 ? ({ pos: 'sticky', bottom: 0, shadow: 'sm' } as const) : {}
  return (
    <Paper withBorder p="sm" {...sticky} style={{ zIndex: 50 }}>
      <Group>
        <Button disabled={parts.length === 0 || blocked} loading={busy} onClick={onReview}>
          Xem thay đổi
        </Button>
        <Text size="sm" role="status">
          {parts.length === 0 ? 'Chưa sửa nội dung nào.' : `Đã sửa: ${partNames(parts)}.`}
        </Text>
      </Group>
    </Paper>
  )
}

function formOf(procedureId: string, state: DraftState): FormData {
  const { change, formText } = writtenChange(state)
  const form = new FormData()
  form.set('procedureId', procedureId)
  form.set('basedOn', String(state.base.version))
  form.set('change', JSON.stringify(change))
  if (formText !== undefined) form.set('formText', formText)
  return form
}

function textsOf(form: FormData): Record<string, string> {
  return Object.fromEntries([...form].map(([name, value]) => [name, String(value)]))
}

/** Leaving with something typed is asked about first. */
function useLeaveWarning(hasTyped: boolean): void {
  useEffect(() => {
    if (!hasTyped) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [hasTyped])
}

/** The first box with a message takes the focus. */
function useFocusOnProblem(problem: unknown) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (problem) place.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-problem]')?.focus()
  }, [problem])
  return place
}

function SavedNotice({ saved }: { saved: SavedChange }) {
  return (
    <Notice
      tone="good"
      title={`Đã lưu phiên bản ${saved.version}, áp dụng từ ${formatDate(saved.validFrom)}`}
    >
      {saved.warnings.map((warning) => (
        <Text key={warning} size="sm">
          {warning}
        </Text>
      ))}
    </Notice>
  )
}
