"""What tests of several folders stand on: model servers, web servers, processes, times."""
