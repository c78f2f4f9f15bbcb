import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useRevalidator } from 'react-router'
import { formatShortMoment } from '../../calendar/model/clock-time.ts'
import { OperationDialog } from '../../ui/operation-dialog.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { useApiCommand } from '../../ui/use-api-command.ts'
import type { PartnerView } from '../queries/list-partners.ts'
import { textOf } from './form-fields.tsx'
import { spoken } from './own-key.tsx'

interface Props {
  partner: PartnerView
  onDone(): void
  onClose(): void
}

/** The keys by which a partner is known, and a new one, compared by telephone beforehand. */
export function KeyDialog({ partner, onDone, onClose }: Props) {
  return (
    <OperationDialog
      title={`Khóa công khai của ${partner.name}`}
      intro="Chỉ ghi khóa sau khi đã gọi điện cho cơ quan đó và so dấu vân tay."
      submitLabel="Ghi khóa"
      path={`/interlink/partners/${partner.id}/keys`}
      fields={['publicKey']}
      toInput={(form) => ({ publicKey: textOf(form, 'publicKey') })}
      onDone={onDone}
      onClose={onClose}
    >
      {(errorAt) => (
        <>
          {partner.keys.length === 0 ? <Text size="sm">Chưa ghi khóa nào.</Text> : null}
          {partner.keys.map((key) => (
            <PinnedKey key={key.keyId} partnerId={partner.id} pinned={key} onDone={onDone} />
          ))}
          <TextInput
            name="publicKey"
            label="Khóa công khai mới"
            description="44 ký tự, do cơ quan đó gửi."
            error={errorAt('publicKey')}
            autoComplete="off"
            spellCheck={false}
            required
            data-autofocus
          />
        </>
      )}
    </OperationDialog>
  )
}

interface PinnedKeyProps {
  partnerId: string
  pinned: PartnerView['keys'][number]
  onDone(): void
}

function PinnedKey({ partnerId, pinned, onDone }: PinnedKeyProps) {
  const { revalidate } = useRevalidator()
  const { send, busy, problem } = useApiCommand(
    `/interlink/partners/${partnerId}/keys/${pinned.keyId}/revoke`,
    () => {
      void revalidate()
      onDone()
    },
  )
  return (
    <Stack gap={4}>
      <Text size="sm" component="div" style={{ overflowWrap: 'anywhere' }}>
        Dấu vân tay: {spoken(pinned.keyId)}
      </Text>
      <Group gap="sm">
        <Text size="sm">
          {pinned.addedBy} ghi {formatShortMoment(pinned.addedAt)}
        </Text>
        <Button
          size="compact-sm"
          variant="default"
          loading={busy}
          onClick={() => send({})}
          aria-label={`Bỏ khóa này: ${spoken(pinned.keyId).slice(0, 9)}`}
        >
          Bỏ khóa này
        </Button>
      </Group>
      {problem ? <ProblemAlert problem={problem} /> : null}
    </Stack>
  )
}
