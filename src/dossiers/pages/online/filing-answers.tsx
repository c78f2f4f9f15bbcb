import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { CommandDialog } from '../../../ui/command-dialog.tsx'
import { ProblemAlert } from '../../../ui/problem-alert.tsx'
import { useAnswer } from '../../../ui/use-answer.ts'
import type { DossierView } from '../../queries/dossier-view.ts'
import type { FilingView } from '../../queries/get-filing.ts'
import { AskAgain } from '../ask-again.tsx'

interface Props {
  filing: FilingView
  dossier: DossierView
}

type Kind = 'supplement' | 'refusal'

/** Tiếp nhận, yêu cầu bổ sung hoặc từ chối: the three answers to an online filing. */
export function FilingAnswers({ filing, dossier }: Props) {
  const [open, setOpen] = useState<Kind | null>(null)
  const { send, busy, problem } = useAnswer(() => {})
  function accept() {
    const form = new FormData()
    form.set('viec', 'tiep-nhan')
    form.set('revision', String(dossier.revision))
    send(form)
  }
  if (!filing.mayAnswer) return null
  const toIntake = `/ho-so/moi?${new URLSearchParams({ 'tiep-tuc': filing.id })}`
  return (
    <Stack gap="sm">
      <Group gap="sm">
        {filing.needsAgreedLimit ? (
          <Button component={Link} to={toIntake}>
            Hẹn ngày trả rồi tiếp nhận
          </Button>
        ) : (
          <>
            <Button onClick={accept} loading={busy}>
              Tiếp nhận
            </Button>
            <Button component={Link} to={toIntake} variant="default">
              Sửa rồi tiếp nhận
            </Button>
          </>
        )}
        <Button variant="default" onClick={() => setOpen('supplement')}>
          Yêu cầu bổ sung
        </Button>
        <Button variant="default" onClick={() => setOpen('refusal')}>
          Từ chối tiếp nhận
        </Button>
      </Group>
      {problem ? (
        <>
          <ProblemAlert problem={problem} shownFields={[]} />
          <Text size="sm">Nếu cần, hãy bấm “Sửa rồi tiếp nhận” để sửa tờ khai, giấy tờ trước khi lưu.</Text>
        </>
      ) : null}
      {open ? <AnswerDialog kind={open} dossier={dossier} onClose={() => setOpen(null)} /> : null}
    </Stack>
  )
}

function AnswerDialog({ kind, dossier, onClose }: { kind: Kind; dossier: DossierView; onClose(): void }) {
  const { send, busy, problem } = useAnswer(onClose)
  const errorAt = (field: string) =>
    Object.entries(problem?.fields ?? {}).find(([name]) => name.split('.')[0] === field)?.[1]
  const asks = kind === 'supplement'
  return (
    <CommandDialog
      title={asks ? 'Yêu cầu bổ sung hồ sơ trực tuyến' : 'Từ chối tiếp nhận hồ sơ trực tuyến'}
      intro={
        asks
          ? 'Phiếu yêu cầu bổ sung (Mẫu số 02) được lập, công dân được báo và bổ sung qua mạng. Hãy ghi đủ mọi giấy tờ còn thiếu.'
          : 'Phiếu từ chối (Mẫu số 03) được lập, công dân được báo. Hồ sơ kết thúc, không mở lại được.'
      }
      submitLabel={asks ? 'Gửi yêu cầu' : 'Từ chối'}
      danger={!asks}
      busy={busy}
      problem={problem}
      shownFields={['items', 'reason']}
      onSubmit={(form) => {
        form.set('viec', 'tra-loi')
        form.set('kind', kind)
        form.set('revision', String(dossier.revision))
        send(form)
      }}
      onClose={onClose}
    >
      {asks ? (
        <>
          <Textarea
            name="items"
            label="Giấy tờ cần bổ sung"
            description="Mỗi dòng một giấy tờ hoặc một nội dung."
            error={errorAt('items')}
            required
            autosize
            minRows={3}
            data-autofocus
          />
          <AskAgain message={errorAt('items')} />
        </>
      ) : null}
      <Textarea
        name="reason"
        label="Lý do"
        error={errorAt('reason')}
        required
        autosize
        minRows={2}
        maxLength={2000}
        data-autofocus={asks ? undefined : true}
      />
    </CommandDialog>
  )
}
