import { Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { Notice } from '../../ui/notice.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useAnswer } from '../../ui/use-answer.ts'
import type { ShownSettings } from '../queries/get-settings.ts'

interface Tested {
  works: boolean
  reason: string
}

/** How the exchange goes, in words, with the buttons that try it and stop it for a while. */
export function ExchangeState({ settings }: { settings: ShownSettings }) {
  const [tested, setTested] = useState<Tested | null>(null)
  const test = useAnswer<Tested>(setTested)
  const pause = useAnswer(() => {})
  const ask = (viec: string, more: Record<string, string> = {}) => {
    const form = new FormData()
    for (const [name, value] of Object.entries({ viec, ...more })) form.set(name, value)
    return form
  }
  const problem = test.problem ?? pause.problem
  const { tone, words } = stateOf(settings)
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="trao-doi">
      <Stack gap="sm">
        <Group gap="sm">
          <Title order={2} size="h4" id="trao-doi">
            Trao đổi với Cổng
          </Title>
          <Tag tone={tone}>{words}</Tag>
        </Group>
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="sm" component="dl" m={0}>
          <Fact name="Lần cuối liên lạc được" value={momentOr(settings.lastSuccessAt, 'Chưa lần nào')} />
          <Fact name="Chờ gửi lên Cổng" value={waitingWords(settings)} />
          <Fact name="Chờ đưa vào hồ sơ" value={`${settings.arriving} tin`} />
          <Fact name="Việc bị lỗi" value={`${settings.failed} việc`} />
        </SimpleGrid>
        {settings.lastError && !tested ? (
          <Notice tone="warning" title={`Lỗi gần nhất, lúc ${momentOr(settings.lastFailureAt, '')}`}>
            {settings.lastError}
          </Notice>
        ) : null}
        {settings.restsUntil ? (
          <Text size="sm">
            Cổng không trả lời nhiều lần liền. Phần mềm thử lại sau {formatShortMoment(settings.restsUntil)}.
            Việc chờ gửi vẫn giữ nguyên.
          </Text>
        ) : null}
        {problem ? <ProblemAlert problem={problem} /> : null}
        {tested ? <TestAnswer {...tested} /> : null}
        <Group gap="sm">
          <Button
            variant="default"
            loading={test.busy}
            onClick={() => {
              setTested(null)
              test.send(ask('kiem-tra'))
            }}
          >
            Kiểm tra kết nối
          </Button>
          {settings.active ? (
            <Button
              variant="default"
              loading={pause.busy}
              onClick={() => pause.send(ask('tam-dung', settings.paused ? {} : { paused: 'on' }))}
            >
              {settings.paused ? 'Tiếp tục trao đổi' : 'Tạm dừng trao đổi'}
            </Button>
          ) : null}
        </Group>
      </Stack>
    </Paper>
  )
}

function TestAnswer({ works, reason }: Tested) {
  return works ? (
    <Notice tone="good" title="Cổng nhận tên đăng nhập và mật khẩu của đơn vị." />
  ) : (
    <Notice tone="warning" title="Chưa kết nối được.">
      {reason} Hãy xem lại địa chỉ, tên đăng nhập, mật khẩu; lưu rồi kiểm tra lại.
    </Notice>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <Text component="dt" size="sm" c="gray.7">
        {name}
      </Text>
      <Text component="dd" m={0} fw={600}>
        {value}
      </Text>
    </div>
  )
}

function stateOf(settings: ShownSettings): { tone: 'good' | 'warning' | 'plain'; words: string } {
  if (!settings.active) return { tone: 'plain', words: 'Chưa kết nối' }
  if (settings.paused) return { tone: 'warning', words: 'Đang tạm dừng' }
  if (settings.restsUntil || settings.lastError) return { tone: 'warning', words: 'Đang gặp lỗi' }
  return { tone: 'good', words: 'Đang hoạt động' }
}

const momentOr = (at: Date | null, otherwise: string) => (at ? formatShortMoment(at) : otherwise)

function waitingWords({ waiting, waitingSince }: ShownSettings): string {
  return waitingSince ? `${waiting} việc, cũ nhất từ ${formatShortMoment(waitingSince)}` : `${waiting} việc`
}
