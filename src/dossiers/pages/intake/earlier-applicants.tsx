import { Paper, Stack, Text, UnstyledButton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import { momentText } from '../../../ui/moment-text.ts'
import type { EarlierApplicant } from './form-state.ts'
import { findEarlier } from './use-intake.ts'

interface Props {
  personalId: string
  phone: string
  onChoose(earlier: EarlierApplicant): void
}

/** Nine digits make a personal id or a telephone; fewer would show other people. */
function questionOf(personalId: string, phone: string): string {
  const number = [personalId, phone].map((text) => text.replaceAll(/[\s.]/g, ''))
  return number.find((text) => /^\+?\d{9,15}$/.test(text)) ?? ''
}

/** Hồ sơ trước của người này: fills the applicant from what they last stated. */
export function EarlierApplicants({ personalId, phone, onChoose }: Props) {
  const [question] = useDebouncedValue(questionOf(personalId, phone), 200)
  const [found, setFound] = useState<readonly EarlierApplicant[]>([])
  useEffect(() => {
    setFound([])
    if (question === '') return
    const abort = new AbortController()
    findEarlier(question, abort.signal).then((items) => {
      if (!abort.signal.aborted) setFound(items)
    })
    return () => abort.abort()
  }, [question])
  if (found.length === 0) return null
  return (
    <Paper withBorder p="xs" component="section" aria-label="Hồ sơ trước của người này">
      <Text size="sm" fw={600}>
        Hồ sơ trước của người này
      </Text>
      <Stack gap={4}>
        {found.map((earlier) => (
          <UnstyledButton key={earlier.dossierId} onClick={() => onChoose(earlier)} p={6}>
            <Text size="sm" td="underline">
              Điền theo {earlier.name} · {earlier.personalId || 'không có số định danh'} ·{' '}
              {earlier.phone || 'không có điện thoại'}
            </Text>
            <Text size="xs" c="gray.7" lineClamp={1}>
              {earlier.address} — {momentText(earlier.receivedAt)} — {earlier.procedureName}
            </Text>
          </UnstyledButton>
        ))}
      </Stack>
    </Paper>
  )
}
