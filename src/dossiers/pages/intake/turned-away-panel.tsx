import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useEffect, useRef } from 'react'

/** The answer when a dossier was not received. */
export interface TurnedAway {
  id: string
  paperId: string
  form: 'supplement-request' | 'refusal'
}

interface Props {
  turnedAway: TurnedAway
  onNext(): void
}

/** Not received: the form for the citizen, and for missing papers the way back in. */
export function TurnedAwayPanel({ turnedAway, onNext }: Props) {
  const print = useRef<HTMLAnchorElement>(null)
  useEffect(() => print.current?.focus(), [])
  const supplement = turnedAway.form === 'supplement-request'
  const form = supplement ? 'phiếu yêu cầu bổ sung' : 'phiếu từ chối'
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="da-lap-phieu">
      <Stack>
        <Title order={2} size="h4" id="da-lap-phieu">
          {supplement ? 'Đã lập phiếu yêu cầu bổ sung' : 'Đã lập phiếu từ chối tiếp nhận'}
        </Title>
        {supplement ? (
          <Text size="sm">
            Nội dung đã nhập được giữ lại. Khi công dân quay lại, mở hồ sơ chờ bổ sung và tiếp nhận, không
            phải nhập lại.
          </Text>
        ) : null}
        <Group>
          <Button
            component="a"
            ref={print}
            href={`/api/v1/papers/${turnedAway.paperId}.pdf`}
            target="_blank"
            size="md"
          >
            In {form}
          </Button>
          <Button onClick={onNext} variant="default" size="md">
            Người tiếp theo
          </Button>
        </Group>
      </Stack>
    </Paper>
  )
}
