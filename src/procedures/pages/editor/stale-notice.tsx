import { Alert, Button, Stack, Text } from '@mantine/core'
import { describeChanges } from '../../model/describe-changes.ts'
import { ChangeTable } from './change-table.tsx'
import { type DraftState, editedParts, partNames } from './draft-state.ts'

interface StaleNoticeProps {
  state: DraftState
  /** The version that is shown now. */
  shown: DraftState['base']
  onRebase(): void
}

/** Somebody else changed the procedure meanwhile: what changed, and how to go on with what was typed. */
export function StaleNotice({ state, shown, onRebase }: StaleNoticeProps) {
  const changes = describeChanges(state.base.content, shown.content)
  const both = editedParts(state).filter((part) => changes.some((change) => change.part === part))
  return (
    <Alert
      color="orange"
      variant="light"
      role="alert"
      title={`Thủ tục vừa có phiên bản ${shown.version}`}
      styles={{ title: { color: '#8a3300' } }}
    >
      <Stack gap="sm" align="start">
        <Text size="sm">Nội dung bạn đã nhập vẫn còn. Phiên bản mới khác phiên bản bạn đang sửa ở:</Text>
        <ChangeTable changes={changes} label="Người khác vừa thay đổi" />
        {both.length > 0 ? (
          <Text size="sm" fw={600}>
            Cả hai cùng sửa: {partNames(both)}. Nếu tiếp tục, phần bạn đã nhập sẽ thay phần vừa lưu; hãy xem
            kỹ.
          </Text>
        ) : null}
        <Button variant="default" onClick={onRebase}>
          Tiếp tục sửa trên phiên bản mới
        </Button>
      </Stack>
    </Alert>
  )
}
