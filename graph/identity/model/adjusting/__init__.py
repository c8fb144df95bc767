"""What single agreements say in these data where training alone has it wrong: counted, and put right."""
