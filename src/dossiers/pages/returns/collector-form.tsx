import { Button, Group, Paper, SimpleGrid, Stack, TextInput, Title } from '@mantine/core'
import type { FormEvent } from 'react'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { useApiCommand } from '../../../ui/use-api-command.ts'
import type { ReadyResult } from './ready-result.ts'

interface Props {
  chosen: readonly ReadyResult[]
  onHanded(): void
}

/** Who collects: the owner, who handed in, or somebody with a paper of authorisation. */
export function CollectorForm({ chosen, onHanded }: Props) {
  const { send, busy, problem, errorAt } = useApiCommand('/returns', onHanded)
  const [first] = chosen
  const comer = first?.submitterName
    ? { name: first.submitterName, personalId: first.submitterPersonalId }
    : { name: first?.applicantName ?? '', personalId: first?.personalId ?? '' }
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '').trim()
    send({
      dossiers: chosen.map(({ code, revision }) => ({ code, revision })),
      collectorName: text('collectorName'),
      collectorPersonalId: text('collectorPersonalId'),
      authorisation: text('authorisation'),
    })
  }
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="nguoi-nhan">
      <Title order={2} size="h4" id="nguoi-nhan" mb="sm">
        Người nhận {chosen.length} kết quả
      </Title>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="xs">
            <TextInput
              key={`ten-${first?.id}`}
              name="collectorName"
              label="Họ và tên"
              defaultValue={comer.name}
              error={errorAt('collectorName')}
              autoComplete="off"
              required
              maxLength={200}
            />
            <TextInput
              key={`so-${first?.id}`}
              name="collectorPersonalId"
              label="Số định danh cá nhân"
              defaultValue={comer.personalId}
              error={errorAt('collectorPersonalId')}
              inputMode="numeric"
              autoComplete="off"
              maxLength={20}
            />
          </SimpleGrid>
          <TextInput
            name="authorisation"
            label="Giấy ủy quyền (khi người nhận không phải chủ hồ sơ hay người nộp)"
            description="Ghi số, ngày, nơi chứng thực; lưu bản sao kèm hồ sơ."
            error={errorAt('authorisation')}
            autoComplete="off"
            maxLength={500}
          />
          {problem ? (
            <ProblemAlert
              problem={problem}
              shownFields={['collectorName', 'collectorPersonalId', 'authorisation']}
            />
          ) : null}
          <Group>
            <Button type="submit" loading={busy}>
              Trả {chosen.length} kết quả
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  )
}
