"""Values that say who somebody is: e-mail, phone, handle, document."""
