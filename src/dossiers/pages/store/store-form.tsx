import { Button, Group, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { useAnswer } from '../../../ui/use-answer.ts'
import type { OpenedStore } from './stored-papers.tsx'

interface Props {
  identifier: string
  dossierCode: string
  onOpened(store: OpenedStore): void
}

/** Whose papers, and what for: a dossier at hand or a reason. */
export function StoreForm({ identifier, dossierCode, onOpened }: Props) {
  const { send, busy, problem, errorAt } = useAnswer<OpenedStore>(onOpened)
  return (
    <form
      noValidate
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) send(new FormData(event.currentTarget))
      }}
    >
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="xs">
          <TextInput
            name="identifier"
            label="Số định danh cá nhân hoặc mã số tổ chức"
            defaultValue={identifier}
            error={errorAt('identifier')}
            inputMode="numeric"
            autoComplete="off"
            maxLength={30}
            required
          />
          <TextInput
            name="dossierCode"
            label="Mã hồ sơ đang giải quyết"
            defaultValue={dossierCode}
            error={errorAt('dossierCode')}
            autoComplete="off"
            maxLength={80}
          />
        </SimpleGrid>
        <TextInput
          name="reason"
          label="Lý do xem (bắt buộc khi không có hồ sơ)"
          error={errorAt('reason')}
          autoComplete="off"
          maxLength={500}
        />
        {problem ? (
          <ProblemAlert problem={problem} shownFields={['identifier', 'dossierCode', 'reason']} />
        ) : null}
        <Group>
          <Button type="submit" loading={busy}>
            Mở kho giấy tờ
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
