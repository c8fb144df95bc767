// name: condition/stage
// mode: read
// params: stage
// Lifecycle stage.
_customer.lifecycle_stage = $stage
