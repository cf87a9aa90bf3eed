SELECT district, completed FROM progress_by_district LIMIT 0
