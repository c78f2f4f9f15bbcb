import { Fieldset, Group, NativeSelect, Stack } from '@mantine/core'
import type { AgencyDraft, Draft } from './draft.ts'
import { TypedLine, TypedLines } from './typed-fields.tsx'

export interface SectionProps {
  draft: Draft
  onEdit(part: Partial<Draft>): void
}

export function GeneralSection({ draft, onEdit }: SectionProps) {
  return (
    <Stack gap="sm">
      <TypedLines
        path="change.name"
        label="Tên thủ tục"
        value={draft.name}
        onValue={(name) => onEdit({ name: name.replaceAll('\n', ' ') })}
      />
      <TypedLines
        path="change.result"
        label="Kết quả"
        value={draft.result}
        onValue={(result) => onEdit({ result })}
      />
      <TypedLines
        path="change.notes"
        label="Ghi chú nội bộ"
        description="Chỉ cán bộ xem, không niêm yết"
        value={draft.notes}
        onValue={(notes) => onEdit({ notes })}
      />
    </Stack>
  )
}

const units = [
  { value: 'same_day', label: 'Trong ngày' },
  { value: 'hour', label: 'giờ làm việc' },
  { value: 'working_day', label: 'ngày làm việc' },
  { value: 'day', label: 'ngày (tính cả ngày nghỉ)' },
]

export function LimitSection({ draft, onEdit }: SectionProps) {
  return (
    <Group align="start" gap="sm">
      <NativeSelect
        label="Tính theo"
        data={units}
        value={draft.limitUnit}
        onChange={(event) => onEdit({ limitUnit: event.currentTarget.value })}
        style={{ flex: '1 1 14rem' }}
      />
      {draft.limitUnit === 'same_day' ? null : (
        <TypedLine
          path="change.timeLimit.amount"
          label="Thời hạn"
          description="Trống: hẹn theo từng trường hợp"
          value={draft.limitAmount}
          onValue={(limitAmount) => onEdit({ limitAmount })}
          inputMode="numeric"
          maxLength={5}
          flex="1 1 12rem"
        />
      )}
    </Group>
  )
}

export function BasisSection({ draft, onEdit }: SectionProps) {
  return (
    <Stack gap="sm">
      <TypedLines
        path="change.legalBasis"
        label="Căn cứ pháp lý"
        description="Mỗi dòng một văn bản, ví dụ 23/2015/NĐ-CP"
        value={draft.legalBasis}
        onValue={(legalBasis) => onEdit({ legalBasis })}
        rows={4}
      />
      <TypedLine
        path="change.decision"
        label="Quyết định công bố"
        value={draft.decision}
        onValue={(decision) => onEdit({ decision })}
      />
    </Stack>
  )
}

export function AgenciesSection({ draft, onEdit }: SectionProps) {
  return (
    <Stack gap="sm">
      <AgencyFields
        legend="Cơ quan tiếp nhận chính thức"
        path="change.agencies.receiving"
        agency={draft.receiving}
        onAgency={(receiving) => onEdit({ receiving })}
      />
      <AgencyFields
        legend="Cơ quan có thẩm quyền quyết định"
        path="change.agencies.deciding"
        agency={draft.deciding}
        onAgency={(deciding) => onEdit({ deciding })}
      />
    </Stack>
  )
}

interface AgencyFieldsProps {
  legend: string
  path: string
  agency: AgencyDraft
  onAgency(agency: AgencyDraft): void
}

function AgencyFields({ legend, path, agency, onAgency }: AgencyFieldsProps) {
  return (
    <Fieldset legend={legend} p="sm">
      <Group align="start" gap="sm">
        <TypedLine
          path={`${path}.name`}
          label="Tên cơ quan"
          description="Để trống nếu là chính đơn vị"
          value={agency.name}
          onValue={(name) => onAgency({ ...agency, name })}
          flex="3 1 16rem"
        />
        <TypedLine
          path={`${path}.code`}
          label="Mã định danh"
          description="Nếu biết, ví dụ H56.22"
          value={agency.code}
          onValue={(code) => onAgency({ ...agency, code })}
          maxLength={40}
          flex="1 1 10rem"
        />
      </Group>
    </Fieldset>
  )
}
