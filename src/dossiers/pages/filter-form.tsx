import { NativeSelect, SimpleGrid, TextInput } from '@mantine/core'
import { dossierRoles, roles } from '../../staff/model.ts'
import { FilterFrame } from '../../ui/filter-frame.tsx'
import { statuses } from '../model/status.ts'
import type { DossierFilter } from '../queries/dossier-filter.ts'

interface Props {
  filter: DossierFilter
  wrong: Partial<Record<keyof DossierFilter, string>>
  choices: { fields: { code: string; name: string }[]; officers: { id: string; name: string }[] }
}

const any = (label: string) => ({ value: '', label })

/** Every filter of the list. */
export function FilterForm({ filter, wrong, choices }: Props) {
  const { q: _, status: __, urgency: ___, ...rarer } = filter
  return (
    <FilterFrame
      action="/ho-so"
      startsOpen={Object.keys({ ...rarer, ...wrong }).length > 0}
      more={<MoreFilters filter={filter} wrong={wrong} choices={choices} />}
    >
      <TextInput
        type="search"
        name="q"
        label="Tìm hồ sơ"
        placeholder="Tên, điện thoại, số định danh, mã hồ sơ"
        defaultValue={filter.q}
        error={wrong.q}
        maxLength={200}
      />
      <NativeSelect
        name="status"
        label="Trạng thái"
        defaultValue={filter.status ?? ''}
        data={[
          any('Mọi trạng thái'),
          { value: 'open', label: 'Đang giải quyết (chưa xong)' },
          ...Object.entries(statuses).map(([value, label]) => ({ value, label })),
        ]}
      />
      <NativeSelect
        name="urgency"
        label="Thời hạn"
        defaultValue={filter.urgency ?? ''}
        data={[
          any('Mọi thời hạn'),
          { value: 'late', label: 'Quá hạn' },
          { value: 'due_today', label: 'Đến hạn hôm nay' },
          { value: 'due_soon', label: 'Sắp đến hạn' },
        ]}
      />
    </FilterFrame>
  )
}

function MoreFilters({ filter, wrong, choices }: Props) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }} spacing="sm" mt="sm">
      <NativeSelect
        name="field"
        label="Lĩnh vực"
        defaultValue={filter.field ?? ''}
        data={[
          any('Mọi lĩnh vực'),
          ...choices.fields.map((field) => ({ value: field.code, label: field.name })),
        ]}
      />
      <NativeSelect
        name="holderId"
        label="Đang ở người"
        defaultValue={filter.holderId ?? ''}
        data={[
          any('Tất cả'),
          { value: 'none', label: 'Chưa có người nhận' },
          ...choices.officers.map((officer) => ({ value: officer.id, label: officer.name })),
        ]}
      />
      <NativeSelect
        name="stepRole"
        label="Đang ở bước của"
        defaultValue={filter.stepRole ?? ''}
        data={[any('Tất cả'), ...dossierRoles.map((role) => ({ value: role, label: roles[role] }))]}
      />
      <NativeSelect
        name="apology"
        label="Xin lỗi, hẹn lại"
        defaultValue={filter.apology ?? ''}
        data={[
          any('Tất cả'),
          { value: 'draft', label: 'Cần xin lỗi' },
          { value: 'proposed', label: 'Chờ lãnh đạo quyết định' },
        ]}
      />
      <TextInput
        type="date"
        name="receivedFrom"
        label="Tiếp nhận từ ngày"
        defaultValue={filter.receivedFrom}
        error={wrong.receivedFrom}
      />
      <TextInput
        type="date"
        name="receivedTo"
        label="Tiếp nhận đến ngày"
        defaultValue={filter.receivedTo}
        error={wrong.receivedTo}
      />
      <TextInput
        type="date"
        name="returnedFrom"
        label="Trả kết quả từ ngày"
        defaultValue={filter.returnedFrom}
        error={wrong.returnedFrom}
      />
      <TextInput
        type="date"
        name="returnedTo"
        label="Trả kết quả đến ngày"
        defaultValue={filter.returnedTo}
        error={wrong.returnedTo}
      />
    </SimpleGrid>
  )
}
