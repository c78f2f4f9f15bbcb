import { Button, Group, Stack, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import { Notice } from '../../ui/notice.tsx'
import { StampForm } from './stamp-form.tsx'

export interface Registered {
  id: string
  arrivalNumber: number
  arrivalYear: number
  hasPdf?: boolean
}

interface Props {
  registered: Registered
  onNext(): void
  nextLabel?: string
}

/** The number, large enough to be written on the paper; then the stamp, and the next document. */
export function RegisteredPanel({ registered, onNext, nextLabel = 'Đăng ký văn bản tiếp theo' }: Props) {
  const { id, arrivalNumber, arrivalYear, hasPdf } = registered
  const next = useRef<HTMLButtonElement>(null)
  const [stamped, setStamped] = useState(false)
  useEffect(() => next.current?.focus(), [])
  return (
    <Stack gap="md" maw={700}>
      <Notice tone="good" title="Đã đăng ký">
        <Text>Số đến</Text>
        <Text fz={48} fw={700} lh={1.2} data-testid="arrival-number">
          {arrivalNumber}
        </Text>
        <Text>Năm {arrivalYear}. Văn bản đang chờ lãnh đạo cho ý kiến.</Text>
      </Notice>
      <Group>
        <Button ref={next} onClick={onNext}>
          {nextLabel}
        </Button>
        <Button component={Link} to={`/van-ban-den/${id}`} variant="default">
          Mở văn bản
        </Button>
      </Group>
      {hasPdf && !stamped ? <StampForm id={id} onDone={() => setStamped(true)} /> : null}
      {stamped ? <Notice tone="good" title="Đã đóng dấu đến lên bản PDF." /> : null}
    </Stack>
  )
}
