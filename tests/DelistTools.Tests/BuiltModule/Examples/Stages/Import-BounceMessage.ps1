@{ StopAt = @{ 4 = 'nobody@example.com' } }
