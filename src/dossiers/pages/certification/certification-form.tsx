import { Stack, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { Notice } from '../../../ui/notice.tsx'
import styles from '../intake/intake-form.module.css'
import { Section } from '../intake/section.tsx'
import { focusFirstWrong, useShortcuts } from '../intake/use-shortcuts.ts'
import { DonePanel } from './done-panel.tsx'
import type { Desk, Waiting } from './form-state.ts'
import { OriginalList } from './original-list.tsx'
import { RequesterFields } from './requester-fields.tsx'
import { SigningFields } from './signing-fields.tsx'
import { SumBar } from './sum-bar.tsx'
import { useCertification } from './use-certification.ts'

interface Props {
  desk: Desk
  waiting: Waiting | null
  today: string
  onStale(): void
  onNext(): void
}

/** One citizen at the counter, from the card to the numbers, on one screen. */
export function CertificationForm({ desk, waiting, today, onStale, onNext }: Props) {
  const form = useRef<HTMLFormElement>(null)
  const certification = useCertification({ desk, waiting, onStale })
  const { sending, save, addOriginal } = certification
  const { problem, done } = sending
  useShortcuts({ save, tickAll: addOriginal }, done === null)
  useEffect(() => focusFirstWrong(form.current, problem?.fields ?? {}), [problem])
  if (done) return <DonePanel done={done} savedEarlier={sending.savedEarlier} onNext={onNext} />
  return (
    <form
      ref={form}
      className={styles.form}
      autoComplete="off"
      onSubmit={(event) => event.preventDefault()}
      aria-label="Chứng thực tại quầy"
    >
      <Stack gap="sm">
        {waiting ? (
          <Notice tone="warning" title={`Hồ sơ đã hẹn của ${waiting.applicantName}`}>
            <Text size="sm">
              Mã hồ sơ {waiting.code}. Hãy đối chiếu lại số trang, số bản rồi chọn người ký.
            </Text>
          </Notice>
        ) : (
          <RequesterFields certification={certification} today={today} />
        )}
        <Section title={waiting ? 'Giấy tờ' : '2. Giấy tờ'}>
          <OriginalList certification={certification} picks={desk.picks} />
        </Section>
        <Section title={waiting ? 'Ký chứng thực' : '3. Loại việc, ký chứng thực'}>
          <SigningFields certification={certification} desk={desk} isWaiting={waiting !== null} />
        </Section>
        <SumBar certification={certification} />
      </Stack>
    </form>
  )
}
