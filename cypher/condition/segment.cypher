// name: condition/segment
// mode: read
// params: segment
// In the segment now.
EXISTS {
  MATCH (_customer)-[_member:MEMBER_OF]->(:Segment {id: $segment}) WHERE _member.valid_to IS NULL
}
